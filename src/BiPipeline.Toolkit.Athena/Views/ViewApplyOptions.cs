namespace BiPipeline.Toolkit.Athena;

/// <summary>How far applying may go.</summary>
public sealed record ViewApplyOptions
{
    /// <summary>
    /// Let a business view lose a column or change its type. Default false: such a view is refused, and with it those that read it.
    /// </summary>
    public bool AllowBreaking { get; init; }

    /// <summary>Drop orphans, unless a view that stays reads them. Default false.</summary>
    public bool Prune { get; init; }
}
