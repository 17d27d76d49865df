using OrdersPipeline.Printing;

namespace OrdersPipeline.Status;

/// <summary>How the pipeline stands.</summary>
sealed record PipelineStatus
{
    /// <summary>Orders that the table holds, as the lake knows it.</summary>
    internal required long Orders { get; init; }

    /// <summary>Change records in the lake.</summary>
    internal required long Changes { get; init; }

    /// <summary>When the latest change was made; null without any.</summary>
    internal required DateTimeOffset? LatestChange { get; init; }

    /// <summary>Changes that have values which no column could take.</summary>
    internal required long ChangesWithRescuedValues { get; init; }

    /// <summary>The lake's objects.</summary>
    internal required IReadOnlyList<ZoneFiles> Zones { get; init; }

    /// <summary>Every business view's size in SPICE.</summary>
    internal required IReadOnlyList<SpiceEstimate> Datasets { get; init; }
}
