namespace BiPipeline.Toolkit.Flattening;

/// <summary>N whose exact value is a 64-bit integer.</summary>
sealed class BigintColumnReader(FixedColumn<long> column, PassContext context) : AttributeReader(context)
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        var outcome = IntegerScanner.Read(ref scanner, tag, Context, out var value);
        if (outcome == Outcome.Taken) { column.Append(value); }
        return outcome;
    }
}
