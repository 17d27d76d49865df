namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A map on the way to deeper columns. Anything but a map doesn't fit: it is rescued under its own path and the columns are NULL.
/// </summary>
sealed class PathReader : AttributeReader
{
    internal MembersReader Members { get; } = new(MemberRules.Item);

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth) =>
        tag == AttributeTag.M ? Members.Read(ref scanner, row, depth + 1) : Outcome.TypeMismatch;
}
