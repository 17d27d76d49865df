namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The result of a unit.</summary>
sealed record UnitResult(VerificationUnit Unit, UnitTally Tally, FindingLog Findings)
{
    internal required long Objects { get; init; }

    internal required long Bytes { get; init; }

    /// <summary>Number of bytes of raw lines, after decompression.</summary>
    internal required long RawBytes { get; init; }

    internal required long RawLines { get; init; }

    internal required int RecomputedNames { get; init; }

    internal required long SpilledBytes { get; init; }
}
