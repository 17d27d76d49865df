namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// A <see cref="StreamPump"/>'s settings: those of an event source mapping, with its names, ranges and defaults (Lambda developer guide,
/// "Lambda parameters for Amazon DynamoDB event source mappings"), and a few of its own. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record StreamPumpOptions
{
    /// <summary>What a mapping has without any setting, but that it reads what <see cref="ReportBatchItemFailures"/> allows.</summary>
    public static StreamPumpOptions Default { get; } = new();

    /// <summary>Records of one invocation, 1 to 10,000. Default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The event's bytes, 1 KiB to 6 MiB, Lambda's limit; a record that is larger alone is sent alone. Default 6 MiB.</summary>
    public int MaxBatchBytes { get; init; } = 6 * 1024 * 1024;

    /// <summary>How long records are gathered for a full batch, 0 to 300 seconds. Default 0: what a read gives is sent.</summary>
    public TimeSpan MaximumBatchingWindow { get; init; }

    /// <summary>Where reading begins without a checkpoint. Default the oldest record.</summary>
    public PumpStart StartingPosition { get; init; }

    /// <summary>Take <c>batchItemFailures</c> from the answer; otherwise the answer is not looked at. Default true, where a mapping's is false: the toolkit's handlers answer so.</summary>
    public bool ReportBatchItemFailures { get; init; } = true;

    /// <summary>Halve a batch whose invocation failed; with reported failures split it at the first of them. Splits are no retries. Default false.</summary>
    public bool BisectBatchOnFunctionError { get; init; }

    /// <summary>Retries of a batch before it is discarded, 0 to 10,000; null for no limit, where a record that always fails holds its shard up. Default null.</summary>
    public int? MaximumRetryAttempts { get; init; }

    /// <summary>Records older than this are discarded, 60 seconds to 7 days; null for no limit. Default null.</summary>
    public TimeSpan? MaximumRecordAge { get; init; }

    /// <summary>The wait before the first retry, 0 to 60 seconds; each further one waits twice as long, to <see cref="LongestRetryWait"/>. Default 1 second.</summary>
    public TimeSpan FirstRetryWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a retry, up to one hour. Default 1 minute.</summary>
    public TimeSpan LongestRetryWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait after a shard had nothing new, above zero to 1 minute. Default 250 ms: a mapping looks four times a second.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the stream is asked for new shards, above zero to 1 hour; also when a shard ends. Default 10 seconds.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>End when no shard had a record for this long, above zero; null to run until cancelled or the stream is disabled and read. Default null.</summary>
    public TimeSpan? StopAfterIdle { get; init; }

    /// <summary>Reads in a row that may fail for a transient reason, 1 to 1,000, waiting as retries do. Default 10.</summary>
    public int MaxReadAttempts { get; init; } = 10;

    /// <summary>Go on where records were lost (read too late); each loss is in the outcome. Default false: a loss ends the pump.</summary>
    public bool ContinueAfterLoss { get; init; }

    /// <summary>The function in records of discarded batches. Default a documentation account's.</summary>
    public string FunctionArn { get; init; } = "arn:aws:lambda:us-east-1:123456789012:function:local";

    internal void Validate(string parameter)
    {
        List<string> problems = [];
        Check(BatchSize is >= 1 and <= 10_000, nameof(BatchSize), BatchSize, "1 to 10,000");
        Check(MaxBatchBytes is >= 1024 and <= 6 * 1024 * 1024, nameof(MaxBatchBytes), MaxBatchBytes, "1 KiB to 6 MiB");
        Check(MaximumBatchingWindow >= TimeSpan.Zero && MaximumBatchingWindow <= TimeSpan.FromSeconds(300), nameof(MaximumBatchingWindow), MaximumBatchingWindow, "0 to 300 seconds");
        Check(Enum.IsDefined(StartingPosition), nameof(StartingPosition), StartingPosition, "one of its names");
        Check(MaximumRetryAttempts is null or (>= 0 and <= 10_000), nameof(MaximumRetryAttempts), MaximumRetryAttempts, "0 to 10,000, or null");
        Check(MaximumRecordAge is null || (MaximumRecordAge >= TimeSpan.FromSeconds(60) && MaximumRecordAge <= TimeSpan.FromDays(7)), nameof(MaximumRecordAge), MaximumRecordAge, "60 seconds to 7 days, or null");
        Check(FirstRetryWait >= TimeSpan.Zero && FirstRetryWait <= TimeSpan.FromSeconds(60), nameof(FirstRetryWait), FirstRetryWait, "0 to 60 seconds");
        Check(LongestRetryWait >= FirstRetryWait && LongestRetryWait <= TimeSpan.FromHours(1), nameof(LongestRetryWait), LongestRetryWait, $"{nameof(FirstRetryWait)} to one hour");
        Check(PollInterval > TimeSpan.Zero && PollInterval <= TimeSpan.FromMinutes(1), nameof(PollInterval), PollInterval, "above zero to 1 minute");
        Check(DiscoveryInterval > TimeSpan.Zero && DiscoveryInterval <= TimeSpan.FromHours(1), nameof(DiscoveryInterval), DiscoveryInterval, "above zero to 1 hour");
        Check(StopAfterIdle is null || StopAfterIdle > TimeSpan.Zero, nameof(StopAfterIdle), StopAfterIdle, "above zero, or null");
        Check(MaxReadAttempts is >= 1 and <= 1000, nameof(MaxReadAttempts), MaxReadAttempts, "1 to 1,000");
        Check(!string.IsNullOrEmpty(FunctionArn), nameof(FunctionArn), FunctionArn, "an ARN");
        if (problems.Count > 0) { throw new ArgumentException(string.Join(" ", problems), parameter); }

        void Check(bool holds, string name, object? value, string range)
        {
            if (!holds) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}.")); }
        }
    }

    internal TimeSpan RetryWait(int attempt)
    {
        var factor = Math.Pow(2, Math.Min(attempt - 1, 30));
        return FirstRetryWait * factor < LongestRetryWait ? FirstRetryWait * factor : LongestRetryWait;
    }
}
