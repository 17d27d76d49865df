namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// What <see cref="TimestampColumnReader"/> takes, <c>yyyy-MM-dd HH:mm:ss[.f]</c> in UTC, and, where the column has a unit, an epoch in
/// text.
/// </summary>
sealed class CoercedTimestampReader(FixedColumn<long> column, TimeUnit unit) : AttributeReader
{
    readonly TimestampColumnReader _timestamp = new(column, unit);

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.S) { return _timestamp.Read(ref scanner, row, tag, depth); }
        var start = scanner.Position;
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        var content = row.Buffers.Text.Unescape(scanner.Bytes, text);
        if (IsoTime.TryParseSpaced(content, out var milliseconds))
        {
            column.Append(milliseconds);
            return Outcome.Accepted;
        }
        var isEpoch = unit != TimeUnit.None && NumberText.TryParse(content, out _);
        scanner.Position = start;
        return _timestamp.Read(ref scanner, row, isEpoch ? AttributeTag.N : AttributeTag.S, depth);
    }
}
