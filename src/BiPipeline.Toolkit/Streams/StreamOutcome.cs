using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>The result of a payload.</summary>
public sealed record StreamOutcome
{
    /// <summary>Number of records in the payload.</summary>
    public required int Records { get; init; }

    /// <summary>Number of rows of parent tables.</summary>
    public required long Rows { get; init; }

    /// <summary>Number of rows of child tables.</summary>
    public required long ChildRows { get; init; }

    /// <summary>Number of records in quarantine.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Number of values that fit no column.</summary>
    public required long Rescued { get; init; }

    /// <summary>The same counts per table, parents and children, in the order of the schemas.</summary>
    public required IReadOnlyList<TableOutcome> Tables { get; init; }

    /// <summary>Time from the payload's oldest change until the attempt to store it ended; null when no record has a time.</summary>
    public required TimeSpan? FreshnessLag { get; init; }

    /// <summary>The objects that are stored and those that are not.</summary>
    public required LakeCommit Commit { get; init; }

    /// <summary>
    /// Sequence number from which Lambda retries: the lowest whose record is not stored. Empty when that record has none, or when the whole
    /// batch failed because it got no slot or was not read in time. Null when every record is stored.
    /// </summary>
    public required string? RedeliverFrom { get; init; }

    // Nothing was read, so no record can be named: Lambda retries the whole batch.
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

    /// <summary>Creates the outcome from the flattened rows and the stored objects.</summary>
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
        // DynamoDB rounds times down and clocks differ, so a time in the future means no lag.
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
