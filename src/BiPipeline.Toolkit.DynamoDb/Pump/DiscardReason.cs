namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Why records were given up.</summary>
public enum DiscardReason
{
    /// <summary>The batch failed more often than it may be retried.</summary>
    RetryAttemptsExhausted = 0,

    /// <summary>The records got too old.</summary>
    RecordAgeExceeded,
}
