namespace BiPipeline.Toolkit.Glue;

/// <summary>One difference between a table of a schema and the catalog's.</summary>
/// <param name="Kind">The action.</param>
/// <param name="Subject">The different part: <c>column amount</c>, <c>property projection.dt.range</c>, <c>location</c>.</param>
/// <param name="From">The catalog's value; null for none.</param>
/// <param name="To">The new value; null for none.</param>
/// <param name="Reason">The reason, and for a refusal the fix; empty when it is obvious.</param>
public sealed record CatalogChange(CatalogChangeKind Kind, string Subject, string? From, string? To, string Reason = "")
{
    /// <summary>
    /// Whether a new table could have the difference: <c>bipipeline lake rebuild --table</c> makes it from the raw zone. Default false.
    /// </summary>
    public bool NewTableHelps { get; init; }

    /// <summary>Returns the change as a line of a printed plan.</summary>
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
