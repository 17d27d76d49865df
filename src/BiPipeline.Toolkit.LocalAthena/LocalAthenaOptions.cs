using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>How a <see cref="LocalAthenaEngine"/> reads a lake and what a query may take. Immutable; derive with <c>with</c>.</summary>
public sealed record LocalAthenaOptions
{
    /// <summary>
    /// The location that the lake's folder stands for, such as <c>s3://bucket/prefix</c>: tables whose location begins with it are read
    /// from the folder. Null when the tables' locations are folders or <c>file://</c> URIs themselves. Default null.
    /// </summary>
    public string? LakeLocation { get; init; }

    /// <summary>
    /// The store that holds the lake, keys from <see cref="LakeLocation"/> on; the files that a query needs are then copied into the
    /// folder first. Null when the lake is the folder itself. Default null.
    /// </summary>
    public IObjectStore? Store { get; init; }

    /// <summary>The clock: <c>now()</c>, <c>NOW</c> in partition projection, time-outs. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Memory of all queries together in MiB, 64 to 1,048,576; a query that needs more fails. Default 1,024.</summary>
    public int MemoryMebibytes { get; init; } = 1024;

    /// <summary>Threads of all queries together, 1 to 256. With one, sums of doubles come out the same every time. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Queries at work at the same time, 1 to 1,000; the others wait as QUEUED. Default 8.</summary>
    public int ConcurrentQueries { get; init; } = 8;

    /// <summary>
    /// Queries queued or running at the same time, 1 to 100,000; one more is refused as TooManyRequestsException. Default 1,000.
    /// </summary>
    public int ActiveQueries { get; init; } = 1000;

    /// <summary>How long a query may run, above zero to one day; then it fails. Default 5 minutes.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a regular expression may work on one value, above zero to one hour. Default 5 seconds.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Characters of one result, 1,000 to 2,000,000,000; a larger one fails the query. Default 256 Mi.</summary>
    public long MaxResultCharacters { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Whether arrays, maps and rows in results are JSON. Default false: Athena's own text, such as <c>{sku=a, qty=1}</c>, which can't be
    /// parsed back.
    /// </summary>
    public bool NestedAsJson { get; init; }

    /// <summary>Finished queries whose results are kept, 1 to 1,000,000; older ones are forgotten. Default 1,000.</summary>
    public int KeptQueries { get; init; } = 1000;

    /// <summary>The workgroups that queries may name. Default <c>primary</c>.</summary>
    public IReadOnlyList<string> WorkGroups { get; init; } = ["primary"];

    /// <summary>The server's port; 0 for any free one. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(LocalAthenaOptions));
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null."); }
        if (LakeLocation is { } location && string.IsNullOrWhiteSpace(location))
        {
            problems.Add($"{nameof(LakeLocation)} is empty; expected what the tables' locations begin with, or null.");
        }
        if (Store is not null && LakeLocation is null)
        {
            problems.Add($"{nameof(Store)} is set without {nameof(LakeLocation)}, which says what its keys stand for.");
        }
        if (WorkGroups is not { Count: > 0 }) { problems.Add($"{nameof(WorkGroups)} is empty; it must name at least one workgroup."); }
        problems.Range(MemoryMebibytes, 64, 1_048_576);
        problems.Range(Threads, 1, 256);
        problems.Range(ConcurrentQueries, 1, 1000);
        problems.Range(ActiveQueries, 1, 100_000);
        problems.Range(KeptQueries, 1, 1_000_000);
        problems.Range(MaxResultCharacters, 1000, 2_000_000_000);
        problems.Range(Port, 0, 65_535);
        problems.Range(QueryTimeout, TimeSpan.FromTicks(1), TimeSpan.FromDays(1), "above zero to one day");
        problems.Range(RegexTimeout, TimeSpan.FromTicks(1), TimeSpan.FromHours(1), "above zero to one hour");
        problems.ThrowIfAny();
    }
}
