using OrdersPipeline.Printing;

namespace OrdersPipeline.Status;

/// <summary>The status of the pipeline.</summary>
sealed record PipelineStatus
{
    /// <summary>Number of orders in the table, according to the lake.</summary>
    internal required long Orders { get; init; }

    /// <summary>Number of change records in the lake.</summary>
    internal required long Changes { get; init; }

    /// <summary>Time of the latest change; null if there is none.</summary>
    internal required DateTimeOffset? LatestChange { get; init; }

    /// <summary>Number of changes with rescued values.</summary>
    internal required long ChangesWithRescuedValues { get; init; }

    /// <summary>The lake's objects.</summary>
    internal required IReadOnlyList<ZoneFiles> Zones { get; init; }

    /// <summary>Every business view's size in SPICE.</summary>
    internal required IReadOnlyList<SpiceEstimate> Datasets { get; init; }
}
