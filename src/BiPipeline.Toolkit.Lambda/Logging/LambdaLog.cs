using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>Log lines of the function's process.</summary>
static partial class LambdaLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Critical, Message = "The function could not start.")]
    internal static partial void CannotStart(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Critical, Message = "The Runtime API does not answer correctly; the process ends.")]
    internal static partial void RuntimeApiLost(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "The event could not be handled; Lambda retries the whole batch.")]
    internal static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Error, Message = "The Runtime API refused a post to {Path} with {Status}.")]
    internal static partial void PostRefused(ILogger logger, string path, int status);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Information, Message = "Ready for events {Milliseconds} ms after the process started.")]
    internal static partial void Started(ILogger logger, long milliseconds);

    [LoggerMessage(
        EventId = 2006, Level = LogLevel.Warning, Message = "The lake could not be read before the first event, which reads it.")]
    internal static partial void NotWarm(ILogger logger, Exception exception);
}
