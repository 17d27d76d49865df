namespace BiPipeline.Toolkit.Athena;

/// <summary>Settings of an <see cref="AthenaQueryRunner"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record AthenaRunnerOptions
{
    /// <summary>The database of unqualified names. Default (null): none.</summary>
    public string? Database { get; init; }

    /// <summary>The catalog. Default (null): AwsDataCatalog.</summary>
    public string? Catalog { get; init; }

    /// <summary>The workgroup. Default (null): <c>primary</c>.</summary>
    public string? WorkGroup { get; init; }

    /// <summary>The location of results, <c>s3://…/</c>. Default (null): the workgroup sets it.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Largest age of a reused result, 0 to 7 days. Default (null): always run the query.</summary>
    public TimeSpan? ResultReuseMaxAge { get; init; }

    /// <summary>Wait before the first poll of a query, above zero; later waits grow by half. Default 200 milliseconds.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between polls, at least <see cref="FirstPoll"/>. Default 5 seconds.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time limit of a query from its start, including the queue; after it, the query is stopped. Default 35 minutes, a little above
    /// Athena's own limit.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(35);

    /// <summary>Number of retries of a throttled or unanswered call, 0 to 100, in addition to the client's own. Default 10.</summary>
    public int MaxRetries { get; init; } = 10;

    /// <summary>
    /// Largest number of bytes that all queries of a runner may scan, above zero. The query that exceeds it is stopped, and later ones are
    /// not started. Default (null): no limit.
    /// </summary>
    public long? MaxScannedBytes { get; init; }

    /// <summary>Number of rows per result page, 2 to 1,000. Default 1,000.</summary>
    public int PageRows { get; init; } = 1_000;

    /// <summary>
    /// Id of the run, from which the tokens are made. The same id and the same queries in the same order give the same tokens, so that a
    /// restarted job finds the queries it has started. Default (null): a random id per runner.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>The clock for waits and time limits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(AthenaRunnerOptions));
        if (FirstPoll <= TimeSpan.Zero) { problems.Add($"{nameof(FirstPoll)} is {FirstPoll}; expected above zero."); }
        if (LongestPoll < FirstPoll)
        {
            problems.Add($"{nameof(LongestPoll)} is {LongestPoll}; expected at least {nameof(FirstPoll)}.");
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
