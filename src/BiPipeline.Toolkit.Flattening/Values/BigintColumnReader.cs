namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an N whose exact value is a 64-bit integer.</summary>
sealed class BigintColumnReader(FixedColumn<long> column) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        var outcome = IntegerScanner.Read(ref scanner, row, tag, out var value);
        if (outcome == Outcome.Accepted) { column.Append(value); }
        return outcome;
    }
}
