namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Settings of a <see cref="TableExporter"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record TableExporterOptions
{
    static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(15);
    static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);
    static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    /// <summary>The table's name or ARN, required. Default empty.</summary>
    public string Table { get; init; } = "";

    /// <summary>The bucket that receives the export, required. Default empty.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>The prefix of the export's keys, at most 1,024 characters. Default empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The account that owns the bucket. Default (null): the caller's.</summary>
    public string? BucketOwner { get; init; }

    /// <summary>The KMS key that encrypts the files. Default (null): the bucket's default encryption.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The time of a full export, at most 35 days ago. Default (null): now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The start of an incremental export's window, included. Default (null): a full export.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>
    /// The end of an incremental export's window, excluded. A window has 15 minutes at least, and 24 hours at most. Default (null): a
    /// full export.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether an incremental export leaves out old images. Default false.</summary>
    public bool NewImagesOnly { get; init; }

    /// <summary>Wait between two looks at the state, 0 to 10 minutes. Default 15 seconds.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(TableExporterOptions));
        if (string.IsNullOrEmpty(Table)) { problems.Add($"{nameof(Table)} is empty; expected a table's name or ARN."); }
        if (string.IsNullOrEmpty(Bucket)) { problems.Add($"{nameof(Bucket)} is empty; expected a bucket."); }
        problems.Range(Prefix.Length, 0, 1024, "at most 1,024 characters", $"{nameof(Prefix)}.{nameof(Prefix.Length)}");
        if (From is null != Until is null)
        {
            problems.Add($"{nameof(From)} and {nameof(Until)} are not both set; expected both or neither.");
        }
        if (From is not null && AsOf is not null)
        {
            problems.Add($"{nameof(AsOf)} is set for an incremental export; expected only {nameof(From)} and {nameof(Until)}.");
        }
        if (Until - From is { } window)
        {
            problems.Range(window, ShortestWindow, LongestWindow, "15 minutes to 24 hours", $"{nameof(Until)} - {nameof(From)}");
        }
        problems.Range(PollInterval, TimeSpan.Zero, LongestInterval, "0 to 10 minutes");
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        problems.ThrowIfAny();
    }
}
