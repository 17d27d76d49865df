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

    /// <summary>Records that belong to no table and are kept in the raw zone alone (<see cref="TableSchema.Ignored"/>).</summary>
    public long Ignored { get; init; }

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

    /// <summary>
    /// Identifiers of the messages that are not stored, where each is retried by itself: SQS, EventBridge Pipes, Firehose. Empty for
    /// DynamoDB Streams and Kinesis, which continue from <see cref="RedeliverFrom"/>.
    /// </summary>
    public IReadOnlyList<string> FailedMessages { get; init; } = [];

    /// <summary>What invoked the function.</summary>
    internal RecordSource Source { get; init; }

    /// <summary>The answer to a Firehose transformation; empty for any other payload.</summary>
    internal ReadOnlyMemory<byte> FirehoseAnswer { get; init; }

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
        Ignored = flattener.IgnoredCount,
        Tables = [.. flattener.Batches.SelectMany(TableOutcome.Of)],
        FreshnessLag = Lag(flattener, now),
        Commit = commit,
        RedeliverFrom = RedeliverFromOf(flattener, commit),
        FailedMessages = FailedMessagesOf(flattener, commit),
        Source = flattener.Source,
    };

    static TimeSpan? Lag(RecordFlattener flattener, DateTimeOffset now)
    {
        long? oldest = null;
        foreach (var batch in flattener.Batches)
        {
            var times = (FixedColumn<long>)batch.Columns[EnvelopeColumns.EventTime];
            var sequences = batch.Columns[EnvelopeColumns.Sequence];
            for (var i = 0; i < times.Count; i++)
            {
                // Dated rows are as old as what they are of.
                if (sequences.Validity[i] == 0) { continue; }
                if (times.Validity[i] == 1 && !(oldest <= times.Values[i])) { oldest = times.Values[i]; }
            }
        }
        if (oldest is not { } milliseconds) { return null; }
        // DynamoDB rounds times down and clocks differ, so a time in the future means no lag.
        var lag = TimeSpan.FromMilliseconds(now.ToUnixTimeMilliseconds() - (double)milliseconds);
        return lag > TimeSpan.Zero ? lag : TimeSpan.Zero;
    }

    // A batch that has no order is not continued from anywhere: its failed messages are named.
    static string? RedeliverFromOf(RecordFlattener flattener, LakeCommit commit)
    {
        if (flattener.Source != RecordSource.Stream) { return null; }
        string? lowest = null;
        foreach (var identifier in FailedIdentifiers(flattener, commit))
        {
            if (identifier.Length == 0) { return identifier; }
            if (lowest is null || LakeLayout.CompareSequences(identifier, lowest) < 0) { lowest = identifier; }
        }
        return lowest;
    }

    static string[] FailedMessagesOf(RecordFlattener flattener, LakeCommit commit) =>
        flattener.Source is RecordSource.Queue or RecordSource.Firehose
            ? [.. FailedIdentifiers(flattener, commit).Distinct(StringComparer.Ordinal)]
            : [];

    static IEnumerable<string> FailedIdentifiers(RecordFlattener flattener, LakeCommit commit)
    {
        foreach (var range in commit.Failures.SelectMany(failure => failure.Records))
        {
            for (var record = range.First; record < range.First + range.Count; record++)
            {
                yield return Encoding.UTF8.GetString(flattener.Identifier((int)record));
            }
        }
    }
}
