namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads a BOOL.</summary>
sealed class BooleanColumnReader(FixedColumn<bool> column) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.Bool) { return Outcome.TypeMismatch; }
        if (!AttributeScanner.ReadBoolean(ref scanner, out var value)) { return Outcome.Malformed; }
        column.Append(value);
        return Outcome.Accepted;
    }
}
