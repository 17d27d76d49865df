namespace BiPipeline.Toolkit.Glue;

/// <summary>One difference between a schema's table and the catalog's.</summary>
/// <param name="Kind">What is done about it.</param>
/// <param name="Subject">What differs: <c>column amount</c>, <c>property projection.dt.range</c>, <c>location</c>.</param>
/// <param name="From">What the catalog has; null when it has nothing.</param>
/// <param name="To">What it is to have; null when it is to have nothing.</param>
/// <param name="Reason">Why, and for a refusal the way out; empty when it needs no word.</param>
public sealed record CatalogChange(CatalogChangeKind Kind, string Subject, string? From, string? To, string Reason = "")
{
    /// <summary>The change as a line of a printed plan.</summary>
    public override string ToString()
    {
        var line = Kind switch
        {
            CatalogChangeKind.AddColumn => $"+ {Subject} {To}",
            CatalogChangeKind.RemoveProperty => $"- {Subject}",
            CatalogChangeKind.Refuse => $"! {Subject}: {From} -> {To}",
            CatalogChangeKind.Keep => $"= {Subject}: {From} stays",
            _ when From is null => $"+ {Subject}: {To}",
            _ => $"~ {Subject}: {From} -> {To}",
        };
        return Reason.Length == 0 ? line : $"{line} ({Reason})";
    }
}
