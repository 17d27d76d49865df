namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The left-overs of killed writers in a lake: temporary files, or unfinished multipart uploads.</summary>
public sealed record LeftOverStatus
{
    /// <summary>Number of left-overs.</summary>
    public long Count { get; init; }

    /// <summary>Number of their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Number of those older than 24 hours, which can be deleted. A running writer has younger ones.</summary>
    public long Removable { get; init; }

    /// <summary>The time of the oldest. Default (null): there is none.</summary>
    public DateTimeOffset? Oldest { get; init; }
}
