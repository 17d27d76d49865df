namespace BiPipeline.Toolkit.Flattening;

/// <summary>A map on the way to deeper columns. Anything but a map doesn't fit: it is rescued under its own path and the columns are NULL.</summary>
sealed class PathReader(PassContext context) : AttributeReader(context)
{
    internal MembersReader Members { get; } = new(context, MemberRules.Item);

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth) =>
        tag == AttributeTag.M ? Members.Read(ref scanner, depth + 1) : Outcome.Misfit;
}
