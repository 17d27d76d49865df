using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Goes over attribute values without wanting them, and checks that they are some: tags, contents, nesting, no member twice.</summary>
static class AttributeSkipper
{
    /// <summary>Skips a whole value; the position is before its brace.</summary>
    internal static bool Skip(ref JsonScanner scanner, PassContext context, int depth) =>
        AttributeScanner.Open(ref scanner, out var tag) && SkipContent(ref scanner, context, tag, depth) && AttributeScanner.Close(ref scanner);

    /// <summary>Skips the content of an opened value.</summary>
    internal static bool SkipContent(ref JsonScanner scanner, PassContext context, AttributeTag tag, int depth)
    {
        switch (tag)
        {
            case AttributeTag.S:
                return scanner.ReadText(out _);
            case AttributeTag.N:
                return NumberScanner.Skip(ref scanner, ref context.Scratch);
            case AttributeTag.B:
                return SkipBinary(ref scanner, context);
            case AttributeTag.Bool:
                return AttributeScanner.ReadBoolean(ref scanner, out _);
            case AttributeTag.Null:
                return AttributeScanner.ReadNull(ref scanner);
            case AttributeTag.M:
                return SkipMembers(ref scanner, context, depth + 1);
            case AttributeTag.L:
                return SkipList(ref scanner, context, depth + 1);
            default:
                return SkipSet(ref scanner, context, tag);
        }
    }

    /// <summary>Skips the members of a map of attribute values and its closing brace; the position is behind the opening one.</summary>
    internal static bool SkipMembers(ref JsonScanner scanner, PassContext context, int depth)
    {
        if (depth > context.Options.MaxDepth) { return scanner.Fail(Fault.TooDeep); }
        if (scanner.TryTake((byte)'}')) { return true; }
        var container = context.Names.NextObject();
        do
        {
            if (!scanner.ReadString(out var name)) { return false; }
            if (!context.Names.Add(scanner.Bytes, name, container)) { return scanner.Fail(Fault.DuplicateMember); }
            if (!scanner.Take((byte)':') || !Skip(ref scanner, context, depth)) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}');
    }

    static bool SkipList(ref JsonScanner scanner, PassContext context, int depth)
    {
        if (depth > context.Options.MaxDepth) { return scanner.Fail(Fault.TooDeep); }
        if (scanner.TryTake((byte)']')) { return true; }
        do
        {
            if (!Skip(ref scanner, context, depth)) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']');
    }

    static bool SkipSet(ref JsonScanner scanner, PassContext context, AttributeTag tag)
    {
        if (scanner.TryTake((byte)']')) { return true; }
        do
        {
            if (!scanner.Take((byte)'"')) { return false; }
            var read = tag switch
            {
                AttributeTag.SS => scanner.ReadText(out _),
                AttributeTag.NS => NumberScanner.Skip(ref scanner, ref context.Scratch),
                _ => SkipBinary(ref scanner, context),
            };
            if (!read) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']');
    }

    static bool SkipBinary(ref JsonScanner scanner, PassContext context)
    {
        var start = scanner.Position;
        if (!scanner.ReadText(out var text)) { return false; }
        if (Base64.IsValid(context.Plain(scanner.Bytes, text))) { return true; }
        scanner.Position = start;
        return scanner.Fail(Fault.BadBase64);
    }
}
