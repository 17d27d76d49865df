using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit;

/// <summary>Log lines of stream batches: counts, keys and reasons; never text from a payload.</summary>
static partial class StreamLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Stored {Records} records as {Rows} rows and {ChildRows} child rows in {Objects} objects ({Created} new); {Quarantined} quarantined, {Rescued} values rescued.")]
    internal static partial void Stored(ILogger logger, int records, long rows, long childRows, int objects, int created, long quarantined, long rescued);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Failed} of {Objects} objects could not be stored, the first is {Key}; records are redelivered from {Identifier}.")]
    internal static partial void NotStored(ILogger logger, int failed, int objects, string key, string identifier, Exception exception);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "{Quarantined} of {Records} records can't be read and went to quarantine.")]
    internal static partial void Quarantined(ILogger logger, long quarantined, int records);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "A batch got no turn in time, since {ConcurrentBatches} are at work; all of it is redelivered.")]
    internal static partial void NoTurn(ILogger logger, int concurrentBatches);
}
