namespace OrdersPipeline.Printing;

/// <summary>What a run did.</summary>
sealed record RunSummary
{
    internal required int Payloads { get; init; }

    internal required long Records { get; init; }

    internal required long BytesIn { get; init; }

    /// <summary>Time that the handler took for all payloads.</summary>
    internal required TimeSpan HandlerTime { get; init; }

    internal required long Rows { get; init; }

    internal required long Rescued { get; init; }

    internal required long Quarantined { get; init; }

    /// <summary>Files of the lake by zone, and their bytes.</summary>
    internal required IReadOnlyList<LakeZone> Zones { get; init; }

    /// <summary>Files that the run added to the lake.</summary>
    internal required int NewFiles { get; init; }

    /// <summary>Files of the lake that the run changed or removed: none, ever.</summary>
    internal required int ChangedFiles { get; init; }

    internal required IReadOnlyList<string> Written { get; init; }
}
