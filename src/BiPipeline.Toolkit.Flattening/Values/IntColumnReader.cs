namespace BiPipeline.Toolkit.Flattening;

/// <summary>N whose exact value is a 32-bit integer.</summary>
sealed class IntColumnReader(FixedColumn<int> column, PassContext context) : AttributeReader(context)
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        var outcome = IntegerScanner.Read(ref scanner, tag, Context, out var value);
        if (outcome != Outcome.Taken) { return outcome; }
        if (value is < int.MinValue or > int.MaxValue) { return Outcome.Misfit; }
        column.Append((int)value);
        return Outcome.Taken;
    }
}
