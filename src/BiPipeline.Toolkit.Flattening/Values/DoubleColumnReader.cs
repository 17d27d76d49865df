namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an N as the nearest double; a value beyond the largest double doesn't fit.</summary>
sealed class DoubleColumnReader(FixedColumn<double> column) : AttributeReader
{
    // Both operands of the division are exact doubles up to these limits, so its single rounding is correct.
    const long ExactIntegers = 1L << 53;
    const int ExactPowers = 18;

    static readonly double[] PowersOfTen = [.. Enumerable.Range(0, ExactPowers + 1).Select(power => (double)ExactNumber.PowerOfTen(power))];

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.N) { return Outcome.TypeMismatch; }
        var start = scanner.Position;
        if (NumberScanner.TryReadShort(ref scanner, out var unscaled, out var scale)
            && unscaled is > -ExactIntegers and < ExactIntegers and not 0)
        {
            column.Append(unscaled / PowersOfTen[scale]);
            return Outcome.Accepted;
        }

        scanner.Position = start;
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        var content = row.Buffers.Text.Unescape(scanner.Bytes, text);
        if (!NumberText.TryParse(content, out _))
        {
            scanner.Position = start;
            return scanner.Malformed(RecordError.BadNumber);
        }
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(content, styles, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return Outcome.TypeMismatch;
        }
        column.Append(value);
        return Outcome.Accepted;
    }
}
