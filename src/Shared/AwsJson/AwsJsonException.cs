namespace BiPipeline.Toolkit.AwsJson;

/// <summary>An operation was refused or not answered; each package turns it into its own public exception.</summary>
sealed class AwsJsonException(string code, string message, bool isTransient, Exception innerException) : Exception(message, innerException)
{
    /// <summary>The code of calls that could not be made.</summary>
    internal const string ClientError = "ClientError";

    /// <summary>
    /// The service's code without its name space; <c>NoAnswer</c>, <c>Timeout</c> or <c>ClientError</c> when there was no answer.
    /// </summary>
    internal string Code { get; } = code;

    /// <summary>The same call may succeed later; the SDK's retries are used up.</summary>
    internal bool IsTransient { get; } = isTransient;

    internal static bool IsThrottling(string code) =>
        code.Contains("Throttl", StringComparison.Ordinal)
        || code is "TooManyRequestsException" or "RequestLimitExceeded" or "SlowDown"
            or "BandwidthLimitExceeded" or "ProvisionedThroughputExceededException";
}
