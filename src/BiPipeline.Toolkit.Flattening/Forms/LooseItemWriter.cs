namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Writes attribute values of SDK classes and old backups in DynamoDB's spelling: they have tags in any case, null members of a class,
/// and numbers without quotes. Removes white space. The JSON must be valid.
/// </summary>
static class LooseItemWriter
{
    /// <summary>Writes a map of attribute values; false when a value is not an attribute value in any spelling.</summary>
    internal static bool TryWrite(ReadOnlySpan<byte> item, ReusableBuffer output)
    {
        var scanner = new JsonScanner(item, 0);
        return TryWriteMembers(ref scanner, output);
    }

    static bool TryWriteMembers(ref JsonScanner scanner, ReusableBuffer output)
    {
        if (!scanner.TryTake((byte)'{')) { return false; }
        output.Add((byte)'{');
        if (!scanner.TryTake((byte)'}'))
        {
            do
            {
                if (!scanner.ReadString(out var name)) { return false; }
                output.Add((byte)'"');
                output.Add(name.In(scanner.Bytes));
                output.Add("\":"u8);
                if (!scanner.Take((byte)':') || !TryWriteValue(ref scanner, output)) { return false; }
                output.Add((byte)',');
            }
            while (scanner.TryTake((byte)','));
            output.Truncate(output.Length - 1);
            if (!scanner.Take((byte)'}')) { return false; }
        }
        output.Add((byte)'}');
        return true;
    }

    static bool TryWriteValue(ref JsonScanner scanner, ReusableBuffer output)
    {
        if (!TryChoose(ref scanner, out var tag, out var value)) { return false; }
        output.Add("{\""u8);
        output.Add(AttributeTags.NameOf(tag));
        output.Add("\":"u8);
        var content = new JsonScanner(scanner.Bytes[value], 0);
        if (!TryWriteContent(ref content, tag, output)) { return false; }
        output.Add((byte)'}');
        return true;
    }

    // The member with the value. A class writes empty lists and false for missing values; these count only without another value.
    static bool TryChoose(ref JsonScanner scanner, out AttributeTag tag, out Range value)
    {
        (tag, value) = (default, default);
        Span<(Range Value, bool IsWeak)> seen = stackalloc (Range, bool)[10];
        var (absent, present) = (0, 0);
        if (!scanner.TryTake((byte)'{') || scanner.TryTake((byte)'}')) { return false; }
        do
        {
            if (!scanner.ReadString(out var text) || !scanner.Take((byte)':')) { return false; }
            scanner.SkipWhiteSpace();
            var start = scanner.Position;
            if (!scanner.SkipValue()) { return false; }
            var content = scanner.Bytes[start..scanner.Position];
            var name = text.In(scanner.Bytes);
            if (AttributeTags.TryParse(name, out var member))
            {
                if (IsNothing(member, content)) { continue; }
                if (!seen[(int)member].Value.Equals(default)) { return false; }
                seen[(int)member] = (start..scanner.Position, IsWeak(content));
            }
            else if (name is [(byte)'I', (byte)'s', .. var of, (byte)'S', (byte)'e', (byte)'t'] && AttributeTags.TryParse(of, out member))
            {
                if (content is [(byte)'t', ..]) { present |= 1 << (int)member; }
                else { absent |= 1 << (int)member; }
            }
            else { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}') && TryChoose(seen, absent, present, out tag, out value);
    }

    static bool TryChoose(ReadOnlySpan<(Range Value, bool IsWeak)> seen, int absent, int present, out AttributeTag tag, out Range value)
    {
        (tag, value) = (default, default);
        var (strong, weak) = (0, 0);
        for (var i = 0; i < seen.Length; i++)
        {
            if (seen[i].Value.Equals(default) || (absent & (1 << i)) != 0) { continue; }
            var isStrong = !seen[i].IsWeak || (present & (1 << i)) != 0;
            if (isStrong) { strong++; }
            else { weak++; }
            if (isStrong ? strong == 1 : strong == 0) { (tag, value) = ((AttributeTag)i, seen[i].Value); }
        }
        return strong == 1 || (strong == 0 && weak == 1);
    }

    static bool IsNothing(AttributeTag tag, ReadOnlySpan<byte> value) =>
        value is [(byte)'n', ..] || (tag == AttributeTag.Null && value is [(byte)'f', ..]);

    static bool IsWeak(ReadOnlySpan<byte> value)
    {
        if (value is [(byte)'f', ..]) { return true; }
        if (value is not [(byte)'[' or (byte)'{', ..]) { return false; }
        return value[1..^1].Trim(" \t\r\n"u8).IsEmpty;
    }

    static bool TryWriteContent(ref JsonScanner content, AttributeTag tag, ReusableBuffer output)
    {
        switch (tag)
        {
            case AttributeTag.Null:
                output.Add("true"u8);
                return content.TakeLiteral("true"u8);
            case AttributeTag.Bool:
                output.Add(content.Rest);
                return content.Rest is [(byte)'t' or (byte)'f', ..];
            case AttributeTag.S or AttributeTag.B or AttributeTag.N:
                return TryWriteScalar(ref content, tag, output);
            case AttributeTag.M:
                return TryWriteMembers(ref content, output);
            default:
                return TryWriteElements(ref content, tag, output);
        }
    }

    static bool TryWriteScalar(ref JsonScanner content, AttributeTag tag, ReusableBuffer output)
    {
        var start = content.Position;
        if (content.Rest is [(byte)'"', ..])
        {
            var isRead = content.ReadString(out _);
            output.Add(content.Bytes[start..content.Position]);
            return isRead;
        }
        if (tag != AttributeTag.N || !content.ReadNumber(out var number)) { return false; }
        output.Add((byte)'"');
        output.Add(number);
        output.Add((byte)'"');
        return true;
    }

    static bool TryWriteElements(ref JsonScanner content, AttributeTag tag, ReusableBuffer output)
    {
        if (!content.TryTake((byte)'[')) { return false; }
        output.Add((byte)'[');
        if (!content.TryTake((byte)']'))
        {
            do
            {
                content.SkipWhiteSpace();
                var isWritten = tag switch
                {
                    AttributeTag.L => TryWriteValue(ref content, output),
                    AttributeTag.NS => TryWriteScalar(ref content, AttributeTag.N, output),
                    _ => TryWriteScalar(ref content, AttributeTag.S, output),
                };
                if (!isWritten) { return false; }
                output.Add((byte)',');
            }
            while (content.TryTake((byte)','));
            output.Truncate(output.Length - 1);
            if (!content.Take((byte)']')) { return false; }
        }
        output.Add((byte)']');
        return true;
    }
}
