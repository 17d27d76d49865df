namespace BiPipeline.Toolkit.Flattening;

/// <summary>Writes an attribute value as plain JSON: numbers in plain notation, sets as arrays, B as base64, order kept.</summary>
static class PlainJson
{
    /// <summary>Writes the content of an opened value.</summary>
    /// <returns>
    /// <see cref="Outcome.Accepted"/>, also for a nested NULL; <see cref="Outcome.TypeMismatch"/> when a number has too many digits in
    /// plain notation.
    /// </returns>
    internal static Outcome Write(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth, ReusableBuffer output)
    {
        switch (tag)
        {
            case AttributeTag.S:
                return WriteText(ref scanner, output);
            case AttributeTag.N:
                return WriteNumber(ref scanner, row, output);
            case AttributeTag.B:
                return WriteBinary(ref scanner, row, output);
            case AttributeTag.Bool:
                if (!AttributeScanner.ReadBoolean(ref scanner, out var value)) { return Outcome.Malformed; }
                output.Add(value ? "true"u8 : "false"u8);
                return Outcome.Accepted;
            case AttributeTag.Null:
                if (!AttributeScanner.ReadNull(ref scanner)) { return Outcome.Malformed; }
                output.Add("null"u8);
                return Outcome.Accepted;
            case AttributeTag.M:
                return WriteMembers(ref scanner, row, depth + 1, output);
            default:
                return WriteElements(ref scanner, row, tag, tag == AttributeTag.L ? depth + 1 : depth, output);
        }
    }

    static Outcome WriteText(ref JsonScanner scanner, ReusableBuffer output)
    {
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        Quote(text.In(scanner.Bytes), output);
        return Outcome.Accepted;
    }

    static Outcome WriteNumber(ref JsonScanner scanner, in RowScope row, ReusableBuffer output)
    {
        if (!NumberScanner.Read(ref scanner, row.Buffers.Text, out var number)) { return Outcome.Malformed; }
        return PlainNotation.TryWrite(number, output) ? Outcome.Accepted : Outcome.TypeMismatch;
    }

    static Outcome WriteBinary(ref JsonScanner scanner, in RowScope row, ReusableBuffer output)
    {
        var outcome = BinaryText.Read(ref scanner, row, out var base64);
        if (outcome == Outcome.Accepted) { Quote(base64, output); }
        return outcome;
    }

    static Outcome WriteMembers(ref JsonScanner scanner, in RowScope row, int depth, ReusableBuffer output)
    {
        if (!CheckDepth(ref scanner, row, depth)) { return Outcome.Malformed; }
        output.Add((byte)'{');
        if (!scanner.TryTake((byte)'}'))
        {
            var container = row.Buffers.Names.NextObject();
            do
            {
                if (!scanner.ReadString(out var name)) { return Outcome.Malformed; }
                if (!row.Buffers.Names.Add(scanner.Bytes, name, container))
                {
                    return scanner.Malformed(RecordError.DuplicateMember);
                }
                Quote(name.In(scanner.Bytes), output);
                output.Add((byte)':');
                if (!scanner.Take((byte)':')) { return Outcome.Malformed; }
                var outcome = WriteValue(ref scanner, row, depth, output);
                if (outcome != Outcome.Accepted) { return outcome; }
                output.Add((byte)',');
            }
            while (scanner.TryTake((byte)','));
            if (!scanner.Take((byte)'}')) { return Outcome.Malformed; }
            output.Truncate(output.Length - 1);
        }
        output.Add((byte)'}');
        return Outcome.Accepted;
    }

    static Outcome WriteElements(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth, ReusableBuffer output)
    {
        if (!CheckDepth(ref scanner, row, depth)) { return Outcome.Malformed; }
        output.Add((byte)'[');
        if (!scanner.TryTake((byte)']'))
        {
            do
            {
                var outcome = tag == AttributeTag.L
                    ? WriteValue(ref scanner, row, depth, output)
                    : WriteSetElement(ref scanner, row, tag, output);
                if (outcome != Outcome.Accepted) { return outcome; }
                output.Add((byte)',');
            }
            while (scanner.TryTake((byte)','));
            if (!scanner.Take((byte)']')) { return Outcome.Malformed; }
            output.Truncate(output.Length - 1);
        }
        output.Add((byte)']');
        return Outcome.Accepted;
    }

    static Outcome WriteValue(ref JsonScanner scanner, in RowScope row, int depth, ReusableBuffer output)
    {
        if (!AttributeScanner.Open(ref scanner, out var tag)) { return Outcome.Malformed; }
        var outcome = Write(ref scanner, row, tag, depth, output);
        return outcome != Outcome.Accepted || AttributeScanner.Close(ref scanner) ? outcome : Outcome.Malformed;
    }

    static Outcome WriteSetElement(ref JsonScanner scanner, in RowScope row, AttributeTag tag, ReusableBuffer output)
    {
        if (!scanner.Take((byte)'"')) { return Outcome.Malformed; }
        return tag switch
        {
            AttributeTag.SS => WriteText(ref scanner, output),
            AttributeTag.NS => WriteNumber(ref scanner, row, output),
            _ => WriteBinary(ref scanner, row, output),
        };
    }

    // The content keeps the record's escapes, because it is already JSON.
    static void Quote(ReadOnlySpan<byte> content, ReusableBuffer output)
    {
        output.Add((byte)'"');
        output.Add(content);
        output.Add((byte)'"');
    }

    static bool CheckDepth(ref JsonScanner scanner, in RowScope row, int depth) =>
        depth <= row.Settings.MaxDepth || scanner.Fail(RecordError.TooDeep);
}
