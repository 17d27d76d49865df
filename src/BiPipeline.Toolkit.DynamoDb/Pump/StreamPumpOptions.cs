namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// A <see cref="StreamPump"/>'s settings: those of an event source mapping, with its names, ranges and defaults (Lambda developer guide,
/// "Lambda parameters for Amazon DynamoDB event source mappings"), and a few of its own. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record StreamPumpOptions
{
    static readonly TimeSpan AboveZero = TimeSpan.FromTicks(1);

    /// <summary>Records of one invocation, 1 to 10,000. Default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The event's bytes, 1 KiB to 6 MiB, Lambda's limit; a record that is larger alone is sent alone. Default 6 MiB.</summary>
    public int MaxBatchBytes { get; init; } = 6 * 1024 * 1024;

    /// <summary>How long records are gathered for a full batch, 0 to 300 seconds. Default 0: what a read gives is sent.</summary>
    public TimeSpan MaximumBatchingWindow { get; init; }

    /// <summary>
    /// Where reading begins without a checkpoint: <see cref="ShardPosition.TrimHorizon"/> or <see cref="ShardPosition.Latest"/>.
    /// Default the
    /// oldest record.
    /// </summary>
    public ShardPosition StartingPosition { get; init; } = ShardPosition.TrimHorizon;

    /// <summary>
    /// Take <c>batchItemFailures</c> from the answer; otherwise the answer is not looked at. Default true, where a mapping's is
    /// false: the toolkit's handlers answer so.
    /// </summary>
    public bool ReportBatchItemFailures { get; init; } = true;

    /// <summary>
    /// Halve a batch whose invocation failed; with reported failures split it at the first of them. Splits are no retries. Default
    /// false.
    /// </summary>
    public bool BisectBatchOnFunctionError { get; init; }

    /// <summary>
    /// Retries of a batch before it is discarded, 0 to 10,000; null for no limit, where a record that always fails holds its shard
    /// up. Default null.
    /// </summary>
    public int? MaximumRetryAttempts { get; init; }

    /// <summary>Records older than this are discarded, 60 seconds to 7 days; null for no limit. Default null.</summary>
    public TimeSpan? MaximumRecordAge { get; init; }

    /// <summary>
    /// The wait before the first retry, 0 to 60 seconds; each further one waits twice as long, to <see cref="LongestRetryWait"/>.
    /// Default 1 second.
    /// </summary>
    public TimeSpan FirstRetryWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a retry, up to one hour. Default 1 minute.</summary>
    public TimeSpan LongestRetryWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The wait after a shard had nothing new, above zero to 1 minute. Default 250 ms: a mapping looks four times a second.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the stream is asked for new shards, above zero to 1 hour; also when a shard ends. Default 10 seconds.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// End when no shard had a record for this long, above zero; null to run until cancelled or the stream is disabled and read.
    /// Default null.
    /// </summary>
    public TimeSpan? StopAfterIdle { get; init; }

    /// <summary>Reads in a row that may fail for a transient reason, 1 to 1,000, waiting as retries do. Default 10.</summary>
    public int MaxReadAttempts { get; init; } = 10;

    /// <summary>Go on where records were lost (read too late); each loss is in the outcome. Default false: a loss ends the pump.</summary>
    public bool ContinueAfterLoss { get; init; }

    /// <summary>
    /// Takes batches that are given up, the on-failure destination. Records count as done when it returns; what it throws ends the pump.
    /// Default (null): they are only counted.
    /// </summary>
    public Func<DiscardedBatch, CancellationToken, Task>? OnFailure { get; init; }

    /// <summary>Is called with what the function threw, to log it. Default (null): nothing is called.</summary>
    public Action<Exception>? OnFunctionError { get; init; }

    /// <summary>The clock of waits and ages. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The function in records of discarded batches. Default a documentation account's.</summary>
    public string FunctionArn { get; init; } = "arn:aws:lambda:us-east-1:123456789012:function:local";

    /// <summary>Checks every option.</summary>
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
        if (string.IsNullOrEmpty(FunctionArn)) { problems.Add($"{nameof(FunctionArn)} is {FunctionArn}; expected an ARN."); }
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        problems.ThrowIfAny();
    }

    internal TimeSpan RetryWait(int attempt)
    {
        var factor = Math.Pow(2, Math.Min(attempt - 1, 30));
        return FirstRetryWait * factor < LongestRetryWait ? FirstRetryWait * factor : LongestRetryWait;
    }
}
