namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an S as <c>yyyy-MM-dd</c>.</summary>
sealed class DateColumnReader(FixedColumn<int> column) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.S) { return Outcome.TypeMismatch; }
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        if (!IsoTime.TryParseDate(row.Buffers.Text.Unescape(scanner.Bytes, text), out var days)) { return Outcome.TypeMismatch; }
        column.Append(days);
        return Outcome.Accepted;
    }
}
