namespace BiPipeline.Toolkit.Flattening;

/// <summary>BOOL.</summary>
sealed class BooleanColumnReader(FixedColumn<bool> column, PassContext context) : AttributeReader(context)
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.Bool) { return Outcome.Misfit; }
        if (!AttributeScanner.ReadBoolean(ref scanner, out var value)) { return Outcome.Malformed; }
        column.Append(value);
        return Outcome.Taken;
    }
}
