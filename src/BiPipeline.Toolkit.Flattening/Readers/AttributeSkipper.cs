using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Skips attribute values, and checks tags, contents, nesting and duplicate members.</summary>
static class AttributeSkipper
{
    /// <summary>Skips a whole value; the position is before its brace.</summary>
    internal static bool Skip(ref JsonScanner scanner, in RowScope row, int depth) =>
        AttributeScanner.Open(ref scanner, out var tag) && SkipContent(ref scanner, row, tag, depth) && AttributeScanner.Close(ref scanner);

    /// <summary>Skips the content of an opened value.</summary>
    internal static bool SkipContent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        switch (tag)
        {
            case AttributeTag.S:
                return scanner.ReadText(out _);
            case AttributeTag.N:
                return NumberScanner.Skip(ref scanner, row.Buffers.Text);
            case AttributeTag.B:
                return SkipBinary(ref scanner, row);
            case AttributeTag.Bool:
                return AttributeScanner.ReadBoolean(ref scanner, out _);
            case AttributeTag.Null:
                return AttributeScanner.ReadNull(ref scanner);
            case AttributeTag.M:
                return SkipMembers(ref scanner, row, depth + 1);
            case AttributeTag.L:
                return SkipList(ref scanner, row, depth + 1);
            default:
                return SkipSet(ref scanner, row, tag);
        }
    }

    /// <summary>Skips the members of a map of attribute values and its closing brace; the position is after the opening brace.</summary>
    internal static bool SkipMembers(ref JsonScanner scanner, in RowScope row, int depth)
    {
        if (depth > row.Settings.MaxDepth) { return scanner.Fail(RecordError.TooDeep); }
        if (scanner.TryTake((byte)'}')) { return true; }
        var container = row.Buffers.Names.NextObject();
        do
        {
            if (!scanner.ReadString(out var name)) { return false; }
            if (!row.Buffers.Names.Add(scanner.Bytes, name, container)) { return scanner.Fail(RecordError.DuplicateMember); }
            if (!scanner.Take((byte)':') || !Skip(ref scanner, row, depth)) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}');
    }

    static bool SkipList(ref JsonScanner scanner, in RowScope row, int depth)
    {
        if (depth > row.Settings.MaxDepth) { return scanner.Fail(RecordError.TooDeep); }
        if (scanner.TryTake((byte)']')) { return true; }
        do
        {
            if (!Skip(ref scanner, row, depth)) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']');
    }

    static bool SkipSet(ref JsonScanner scanner, in RowScope row, AttributeTag tag)
    {
        if (scanner.TryTake((byte)']')) { return true; }
        do
        {
            if (!scanner.Take((byte)'"')) { return false; }
            var read = tag switch
            {
                AttributeTag.SS => scanner.ReadText(out _),
                AttributeTag.NS => NumberScanner.Skip(ref scanner, row.Buffers.Text),
                _ => SkipBinary(ref scanner, row),
            };
            if (!read) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']');
    }

    static bool SkipBinary(ref JsonScanner scanner, in RowScope row)
    {
        var start = scanner.Position;
        if (!scanner.ReadText(out var text)) { return false; }
        if (Base64.IsValid(row.Buffers.Text.Unescape(scanner.Bytes, text))) { return true; }
        scanner.Position = start;
        return scanner.Fail(RecordError.BadBase64);
    }
}
