namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an N whose exact value is a 32-bit integer.</summary>
sealed class IntColumnReader(FixedColumn<int> column) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        var outcome = IntegerScanner.Read(ref scanner, row, tag, out var value);
        if (outcome != Outcome.Accepted) { return outcome; }
        if (value is < int.MinValue or > int.MaxValue) { return Outcome.TypeMismatch; }
        column.Append((int)value);
        return Outcome.Accepted;
    }
}
