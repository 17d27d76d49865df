namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Reads a map on the path of deeper columns. Any other value, and an empty map, doesn't fit: it is rescued under its own
/// path, and the columns are NULL.
/// </summary>
sealed class PathReader : AttributeReader
{
    internal MembersReader Members { get; } = new(MemberRules.Item);

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        // An empty map has no member that a column could show, and is not the same as no map.
        if (tag != AttributeTag.M || scanner.TryTake((byte)'}')) { return Outcome.TypeMismatch; }
        return Members.Read(ref scanner, row, depth + 1);
    }
}
