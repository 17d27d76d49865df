using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>What became of a payload.</summary>
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
    /// What Lambda redelivers from: the lowest sequence number whose record is not stored; empty when that record has none, or when the
    /// batch got no slot or was not read in time, which fails the whole batch; null when every record is stored.
    /// </summary>
    public required string? RedeliverFrom { get; init; }

    // Nothing was read, so nothing can be named: the whole batch is redelivered.
    internal static StreamOutcome NotStarted { get; } = new()
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

    /// <summary>The outcome of what was flattened and what is stored of it.</summary>
    internal static StreamOutcome Create(RecordFlattener flattener, LakeCommit commit, DateTimeOffset now) => new()
    {
        Records = flattener.RecordCount,
        Rows = flattener.Batches.Sum(batch => (long)batch.Columns.RowCount),
        ChildRows = flattener.Batches.Sum(batch => batch.Children.Sum(child => (long)child.Columns.RowCount)),
        Quarantined = flattener.Batches.Sum(batch => (long)batch.Quarantine.Count),
        Rescued = flattener.Batches.Sum(batch => batch.RescuedValues),
        Tables = [.. flattener.Batches.SelectMany(TableOutcome.Of)],
        FreshnessLag = Lag(flattener, now),
        Commit = commit,
        RedeliverFrom = LowestIdentifier(flattener, commit),
    };

    static TimeSpan? Lag(RecordFlattener flattener, DateTimeOffset now)
    {
        long? oldest = null;
        foreach (var batch in flattener.Batches)
        {
            var times = (FixedColumn<long>)batch.Columns[EnvelopeColumns.EventTime];
            for (var i = 0; i < times.Count; i++)
            {
                if (times.Validity[i] == 1 && !(oldest <= times.Values[i])) { oldest = times.Values[i]; }
            }
        }
        if (oldest is not { } milliseconds) { return null; }
        // DynamoDB rounds times down and clocks differ: what seems to come from the future is fresh.
        var lag = TimeSpan.FromMilliseconds(now.ToUnixTimeMilliseconds() - (double)milliseconds);
        return lag > TimeSpan.Zero ? lag : TimeSpan.Zero;
    }

    static string? LowestIdentifier(RecordFlattener flattener, LakeCommit commit)
    {
        string? lowest = null;
        foreach (var range in commit.Failures.SelectMany(failure => failure.Records))
        {
            for (var record = range.First; record < range.First + range.Count; record++)
            {
                var identifier = Encoding.UTF8.GetString(flattener.Identifier((int)record));
                if (identifier.Length == 0) { return identifier; }
                if (lowest is null || LakeLayout.CompareSequences(identifier, lowest) < 0) { lowest = identifier; }
            }
        }
        return lowest;
    }
}
