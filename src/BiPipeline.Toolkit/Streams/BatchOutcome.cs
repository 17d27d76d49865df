using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>What a batch came to, from what was flattened and what is stored of it.</summary>
static class BatchOutcome
{
    internal static StreamOutcome Of(RecordFlattener flattener, LakeCommit commit, DateTimeOffset now) => new()
    {
        Records = flattener.RecordCount,
        Rows = flattener.Batches.Sum(batch => (long)batch.Columns.RowCount),
        ChildRows = flattener.Batches.Sum(batch => batch.Children.Sum(child => (long)child.Columns.RowCount)),
        Quarantined = flattener.Batches.Sum(batch => (long)batch.Quarantine.Count),
        Rescued = flattener.Batches.Sum(batch => batch.RescuedValues),
        Tables = [.. Tables(flattener)],
        FreshnessLag = Lag(flattener, now),
        Commit = commit,
        RedeliverFrom = LowestIdentifier(flattener, commit),
    };

    internal static IEnumerable<TableOutcome> Tables(RecordFlattener flattener) => flattener.Batches.SelectMany(Tables);

    static IEnumerable<TableOutcome> Tables(RecordBatch batch) =>
    [
        new(batch.Table.Name, batch.Columns.RowCount, batch.RescuedValues, batch.Quarantine.Count),
        .. batch.Children.Select(child => new TableOutcome(child.Table.Name, child.Columns.RowCount, Rescued: 0, Quarantined: 0)),
    ];

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
                if (lowest is null || SequenceNumberOrder.Compare(identifier, lowest) < 0) { lowest = identifier; }
            }
        }
        return lowest;
    }
}
