namespace BiPipeline.Toolkit.AwsJson;

/// <summary>An operation was refused or not answered. Each package converts it to its own public exception.</summary>
sealed class AwsJsonException(string code, string message, bool isTransient, Exception innerException) : Exception(message, innerException)
{
    /// <summary>The code of calls that could not be sent.</summary>
    internal const string ClientError = "ClientError";

    /// <summary>
    /// The service's code without its namespace; <c>NoAnswer</c>, <c>Timeout</c> or <c>ClientError</c> without an answer.
    /// </summary>
    internal string Code { get; } = code;

    /// <summary>Whether the same call may succeed later. The SDK has already retried it.</summary>
    internal bool IsTransient { get; } = isTransient;

    internal static bool IsThrottling(string code) =>
        code.Contains("Throttl", StringComparison.Ordinal)
        || code is "TooManyRequestsException" or "RequestLimitExceeded" or "SlowDown"
            or "BandwidthLimitExceeded" or "ProvisionedThroughputExceededException";
}
