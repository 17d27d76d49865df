using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>What a payload came to.</summary>
public sealed record StreamOutcome
{
    /// <summary>Records in the payload.</summary>
    public required int Records { get; init; }

    /// <summary>Rows of parent tables.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows of child tables.</summary>
    public required long ChildRows { get; init; }

    /// <summary>Records in quarantine.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Values that no column could take.</summary>
    public required long Rescued { get; init; }

    /// <summary>The same by table, parents and children, in the schemas' order.</summary>
    public required IReadOnlyList<TableOutcome> Tables { get; init; }

    /// <summary>From the oldest change of the payload until it was stored or given up; null when no record has a time.</summary>
    public required TimeSpan? FreshnessLag { get; init; }

    /// <summary>The objects that are stored, and those that are not.</summary>
    public required LakeCommit Commit { get; init; }

    /// <summary>
    /// What Lambda redelivers from: the lowest sequence number whose record is not stored; empty when that record has none or the
    /// batch got no turn in time, which fails the whole batch; null when every record is stored.
    /// </summary>
    public required string? RedeliverFrom { get; init; }

    // Nothing was read, so nothing can be named: the whole batch comes again.
    internal static StreamOutcome NotBegun { get; } = new()
    {
        Records = 0,
        Rows = 0,
        ChildRows = 0,
        Quarantined = 0,
        Rescued = 0,
        Tables = [],
        FreshnessLag = null,
        Commit = new([], []),
        RedeliverFrom = "",
    };
}
