namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Settings of a <see cref="StreamPump"/>: those of an event source mapping, with its names, ranges and defaults (Lambda developer guide,
/// "Lambda parameters for Amazon DynamoDB event source mappings"), and a few more. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record StreamPumpOptions
{
    static readonly TimeSpan AboveZero = TimeSpan.FromTicks(1);

    /// <summary>Largest number of records per invocation, 1 to 10,000. Default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Largest size of an event in bytes, 1 KiB to 6 MiB, Lambda's limit; a larger record is sent alone. Default 6 MiB.</summary>
    public int MaxBatchBytes { get; init; } = 6 * 1024 * 1024;

    /// <summary>Time limit for collecting a full batch, 0 to 300 seconds. Default 0: each read is sent at once.</summary>
    public TimeSpan MaximumBatchingWindow { get; init; }

    /// <summary>
    /// The start position without a checkpoint: <see cref="ShardPosition.TrimHorizon"/> or <see cref="ShardPosition.Latest"/>. Default: the
    /// oldest record.
    /// </summary>
    public ShardPosition StartingPosition { get; init; } = ShardPosition.TrimHorizon;

    /// <summary>
    /// Whether <c>batchItemFailures</c> in the answer count; otherwise the answer is ignored. Default true, unlike a mapping's false,
    /// because the toolkit's handlers report them.
    /// </summary>
    public bool ReportBatchItemFailures { get; init; } = true;

    /// <summary>
    /// Whether a batch whose invocation failed is halved, or split at the first reported failure. A split is not a retry. Default false.
    /// </summary>
    public bool BisectBatchOnFunctionError { get; init; }

    /// <summary>
    /// Number of retries before a batch is discarded, 0 to 10,000; null for no limit, so that a record that always fails blocks its shard.
    /// Default null.
    /// </summary>
    public int? MaximumRetryAttempts { get; init; }

    /// <summary>Age from which records are discarded, 60 seconds to 7 days; null for no limit. Default null.</summary>
    public TimeSpan? MaximumRecordAge { get; init; }

    /// <summary>
    /// Wait before the first retry, 0 to 60 seconds; each further wait is twice as long, up to <see cref="LongestRetryWait"/>. Default 1
    /// second.
    /// </summary>
    public TimeSpan FirstRetryWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a retry, up to one hour. Default 1 minute.</summary>
    public TimeSpan LongestRetryWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Wait after a read without records, above zero to 1 minute. Default 250 ms: a mapping polls four times per second.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Interval of the search for new shards, above zero to 1 hour; a shard's end also starts it. Default 10 seconds.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time without records after which the run ends, above zero; null to run until the caller cancels or the stream is disabled and
    /// completed. Default null.
    /// </summary>
    public TimeSpan? StopAfterIdle { get; init; }

    /// <summary>
    /// Number of consecutive reads that may fail for a transient reason, 1 to 1,000, with the waits of retries. Default 10.
    /// </summary>
    public int MaxReadAttempts { get; init; } = 10;

    /// <summary>
    /// Whether the pump continues after lost records (read too late); the outcome lists each loss. Default false: a loss ends the run.
    /// </summary>
    public bool ContinueAfterLoss { get; init; }

    /// <summary>
    /// Receives discarded batches, like an on-failure destination. Records count as processed when it returns; its exception ends the run.
    /// Default (null): discarded batches are only counted.
    /// </summary>
    public Func<DiscardedBatch, CancellationToken, Task>? OnFailure { get; init; }

    /// <summary>Receives the function's exceptions, for a log. Default (null): none.</summary>
    public Action<Exception>? OnFunctionError { get; init; }

    /// <summary>The clock for waits and ages. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The function's ARN in discarded batches. Default: that of a documentation account.</summary>
    public string FunctionArn { get; init; } = "arn:aws:lambda:us-east-1:123456789012:function:local";

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(StreamPumpOptions));
        problems.Range(BatchSize, 1, 10_000, "1 to 10,000");
        problems.Range(MaxBatchBytes, 1024, 6 * 1024 * 1024, "1 KiB to 6 MiB");
        problems.Range(MaximumBatchingWindow, TimeSpan.Zero, TimeSpan.FromSeconds(300), "0 to 300 seconds");
        if (StartingPosition != ShardPosition.TrimHorizon && StartingPosition != ShardPosition.Latest)
        {
            problems.Add(
                $"{nameof(StartingPosition)} is a record; expected {nameof(ShardPosition.TrimHorizon)} or "
                    + $"{nameof(ShardPosition.Latest)}.");
        }
        if (MaximumRetryAttempts is { } attempts)
        {
            problems.Range(attempts, 0, 10_000, "0 to 10,000, or null", nameof(MaximumRetryAttempts));
        }
        if (MaximumRecordAge is { } age)
        {
            problems.Range(age, TimeSpan.FromSeconds(60), TimeSpan.FromDays(7), "60 seconds to 7 days, or null", nameof(MaximumRecordAge));
        }
        problems.Range(FirstRetryWait, TimeSpan.Zero, TimeSpan.FromSeconds(60), "0 to 60 seconds");
        problems.Range(LongestRetryWait, FirstRetryWait, TimeSpan.FromHours(1), $"{nameof(FirstRetryWait)} to one hour");
        problems.Range(PollInterval, AboveZero, TimeSpan.FromMinutes(1), "above zero to 1 minute");
        problems.Range(DiscoveryInterval, AboveZero, TimeSpan.FromHours(1), "above zero to 1 hour");
        if (StopAfterIdle is { } idle) { problems.Range(idle, AboveZero, TimeSpan.MaxValue, "above zero, or null", nameof(StopAfterIdle)); }
        problems.Range(MaxReadAttempts, 1, 1000, "1 to 1,000");
        if (string.IsNullOrEmpty(FunctionArn)) { problems.Add($"{nameof(FunctionArn)} is empty; expected an ARN."); }
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        problems.ThrowIfAny();
    }

    internal TimeSpan RetryWait(int attempt)
    {
        var factor = Math.Pow(2, Math.Min(attempt - 1, 30));
        return FirstRetryWait * factor < LongestRetryWait ? FirstRetryWait * factor : LongestRetryWait;
    }
}
