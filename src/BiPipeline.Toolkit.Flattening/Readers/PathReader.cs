namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Reads a map on the path of deeper columns. Any other value doesn't fit: it is rescued under its own path, and the columns are NULL.
/// </summary>
sealed class PathReader : AttributeReader
{
    internal MembersReader Members { get; } = new(MemberRules.Item);

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth) =>
        tag == AttributeTag.M ? Members.Read(ref scanner, row, depth + 1) : Outcome.TypeMismatch;
}
