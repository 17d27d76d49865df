namespace BiPipeline.Toolkit.Athena;

/// <summary>Settings of planning and applying views. Immutable; derive with <c>with</c>.</summary>
public sealed record ViewApplyOptions
{
    /// <summary>
    /// Whether a business view may lose a column or change its type. Default false: applying refuses such a view and those that read it.
    /// </summary>
    public bool AllowBreaking { get; init; }

    /// <summary>
    /// Whether a view may get an older baseline than it has in the catalog, or none. Default false: planning and applying refuse it,
    /// because deleted items could appear again.
    /// </summary>
    public bool AllowOlderBaseline { get; init; }

    /// <summary>Whether orphans are dropped, unless a remaining view reads them. Default false.</summary>
    public bool Prune { get; init; }
}
