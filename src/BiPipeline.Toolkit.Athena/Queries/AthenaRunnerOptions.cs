namespace BiPipeline.Toolkit.Athena;

/// <summary>How queries are run.</summary>
public sealed record AthenaRunnerOptions
{
    /// <summary>The database that unqualified names are looked up in. Default (null): none.</summary>
    public string? Database { get; init; }

    /// <summary>The catalog. Default (null): AwsDataCatalog.</summary>
    public string? Catalog { get; init; }

    /// <summary>The workgroup. Default (null): <c>primary</c>.</summary>
    public string? WorkGroup { get; init; }

    /// <summary>Where results go, <c>s3://…/</c>. Default (null): the workgroup says it.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Take results that are at most this old, 0 to 7 days. Default (null): always run.</summary>
    public TimeSpan? ResultReuseMaxAge { get; init; }

    /// <summary>The wait before the first look at a query, above zero; later ones grow by half. Default 200 milliseconds.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between looks, not below <see cref="FirstPoll"/>. Default 5 seconds.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a query may take from its start, queueing included; then it is stopped. Default 35 minutes, a little above Athena's own
    /// limit.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(35);

    /// <summary>How often a throttled or unanswered call is made again, 0 to 100, beyond what the client does itself. Default 10.</summary>
    public int MaxRetries { get; init; } = 10;

    /// <summary>
    /// How many bytes all queries of a runner may read together, above zero; the one that goes over is stopped, later ones are not
    /// started. Default (null): any.
    /// </summary>
    public long? MaxScannedBytes { get; init; }

    /// <summary>Rows a result page, 2 to 1,000. Default 1,000.</summary>
    public int PageRows { get; init; } = 1_000;

    /// <summary>
    /// What makes a runner's tokens its own: the same id and the same queries in the same order give the same tokens, so that a restarted
    /// job finds the queries it had started. Default (null): a random one a runner.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>The clock of waits and time-outs. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(AthenaRunnerOptions));
        if (FirstPoll <= TimeSpan.Zero) { problems.Add($"{nameof(FirstPoll)} is {FirstPoll}; expected above zero."); }
        if (LongestPoll < FirstPoll)
        {
            problems.Add($"{nameof(LongestPoll)} is {LongestPoll}; it must not be below {nameof(FirstPoll)}.");
        }
        if (Timeout <= TimeSpan.Zero) { problems.Add($"{nameof(Timeout)} is {Timeout}; expected above zero."); }
        problems.Range(MaxRetries, 0, 100);
        if (MaxScannedBytes is { } bytes) { problems.Range(bytes, 1, long.MaxValue, "above zero", nameof(MaxScannedBytes)); }
        problems.Range(PageRows, 2, 1_000, "2 to 1,000");
        if (ResultReuseMaxAge is { } age)
        {
            problems.Range(age, TimeSpan.Zero, TimeSpan.FromDays(7), "0 to 7 days", nameof(ResultReuseMaxAge));
        }
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        problems.ThrowIfAny();
    }
}
