namespace BiPipeline.Toolkit.Flattening;

/// <summary>BOOL; the texts <c>true</c>, <c>false</c>, <c>1</c> and <c>0</c>; the numbers 1 and 0.</summary>
sealed class CoercedBooleanReader(FixedColumn<bool> column) : AttributeReader
{
    readonly BooleanColumnReader _boolean = new(column);

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        switch (tag)
        {
            case AttributeTag.S:
                return ReadText(ref scanner, row);
            case AttributeTag.N:
                var outcome = IntegerScanner.Read(ref scanner, row, tag, out var number);
                return outcome == Outcome.Accepted && number is 0 or 1 ? Append(number == 1)
                    : outcome == Outcome.Accepted ? Outcome.TypeMismatch
                    : outcome;
            default:
                return _boolean.Read(ref scanner, row, tag, depth);
        }
    }

    Outcome ReadText(ref JsonScanner scanner, in RowScope row)
    {
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        var content = row.Buffers.Text.Unescape(scanner.Bytes, text);
        if (content.SequenceEqual("true"u8) || content is [(byte)'1']) { return Append(value: true); }
        return content.SequenceEqual("false"u8) || content is [(byte)'0'] ? Append(value: false) : Outcome.TypeMismatch;
    }

    Outcome Append(bool value)
    {
        column.Append(value);
        return Outcome.Accepted;
    }
}
