using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit;

/// <summary>Log lines of stream batches: counts, keys and reasons; never text from a payload.</summary>
static partial class StreamLog
{
    internal static void Outcome(ILogger logger, StreamOutcome outcome)
    {
        var (stored, failures) = (outcome.Commit.Objects, outcome.Commit.Failures);
        if (outcome.Quarantined > 0) { Quarantined(logger, outcome.Quarantined, outcome.Records); }
        if (failures is [var first, ..])
        {
            NotStored(logger, failures.Count, stored.Count + failures.Count, first.Key, outcome.RedeliverFrom ?? "", first.Exception);
            return;
        }
        Stored(
            logger,
            outcome.Records,
            outcome.Rows,
            outcome.ChildRows,
            stored.Count,
            outcome.Commit.CreatedObjects,
            outcome.Quarantined,
            outcome.Rescued);
    }

    [LoggerMessage(
        EventId = 1001,
        Level = LogLevel.Information,
        Message = "Stored {Records} records as {Rows} rows and {ChildRows} child rows in {Objects} objects ({Created} new); "
            + "{Quarantined} quarantined, {Rescued} values rescued.")]
    static partial void Stored(
        ILogger logger, int records, long rows, long childRows, int objects, int created, long quarantined, long rescued);

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Error,
        Message = "{Failed} of {Objects} objects could not be stored; the first is {Key}. Lambda retries from {Identifier}.")]
    static partial void NotStored(ILogger logger, int failed, int objects, string key, string identifier, Exception exception);

    [LoggerMessage(
        EventId = 1003,
        Level = LogLevel.Warning,
        Message = "{Quarantined} of {Records} records could not be read and went to quarantine.")]
    static partial void Quarantined(ILogger logger, long quarantined, int records);

    [LoggerMessage(
        EventId = 1004,
        Level = LogLevel.Warning,
        Message = "Batch timed out; all {ConcurrentBatches} slots are in use. Lambda retries it.")]
    internal static partial void NoSlot(ILogger logger, int concurrentBatches);

    [LoggerMessage(
        EventId = 1005,
        Level = LogLevel.Warning,
        Message = "Payload timed out before its end was read. Lambda retries the batch.")]
    internal static partial void NotRead(ILogger logger);
}
