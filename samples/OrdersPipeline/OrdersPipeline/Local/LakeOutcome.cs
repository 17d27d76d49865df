using OrdersPipeline.Printing;

namespace OrdersPipeline.Local;

/// <summary>The result of writing the orders to a lake.</summary>
sealed record LakeOutcome
{
    internal required int Payloads { get; init; }

    internal required long Records { get; init; }

    internal required long BytesIn { get; init; }

    internal required TimeSpan HandlerTime { get; init; }

    internal required long Rows { get; init; }

    internal required long Rescued { get; init; }

    internal required long Quarantined { get; init; }

    internal required IReadOnlyList<ZoneFiles> Zones { get; init; }

    internal required int NewFiles { get; init; }

    internal required int ChangedFiles { get; init; }
}
