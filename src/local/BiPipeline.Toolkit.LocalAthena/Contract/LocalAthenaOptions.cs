using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>Settings of a <see cref="LocalAthenaEngine"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record LocalAthenaOptions
{
    internal const string DefaultWorkGroup = "primary";

    /// <summary>
    /// The location that corresponds to the lake's folder, such as <c>s3://bucket/prefix</c>: tables with this prefix are read from the
    /// folder. Null when the tables' locations are folders or <c>file://</c> URIs. Default null.
    /// </summary>
    public string? LakeLocation { get; init; }

    /// <summary>
    /// The store of the lake, with keys relative to <see cref="LakeLocation"/>. Files that a query needs are then copied to the folder
    /// first. Null when the folder is the lake. Default null.
    /// </summary>
    public IObjectStore? Store { get; init; }

    /// <summary>
    /// The folder for tables that statements create, such as <c>CREATE TABLE AS</c>. It keeps them for the next engine. Null to keep them
    /// in memory. One engine at a time can use it. Default null.
    /// </summary>
    public string? StateFolder { get; init; }

    /// <summary>The clock for <c>now()</c>, for <c>NOW</c> in partition projection, and for time limits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Memory limit of all queries in MiB, 64 to 1,048,576; a query that needs more fails. Default 1,024.</summary>
    public int MemoryMebibytes { get; init; } = 1024;

    /// <summary>Number of threads of all queries, 1 to 256. With one, sums of doubles are always the same. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Largest number of running queries, 1 to 1,000; others wait as QUEUED. Default 8.</summary>
    public int ConcurrentQueries { get; init; } = 8;

    /// <summary>
    /// Largest number of queued and running queries, 1 to 100,000; another one is refused as TooManyRequestsException. Default 1,000.
    /// </summary>
    public int ActiveQueries { get; init; } = 1000;

    /// <summary>Time limit of a query, above zero to one day; after it the query fails. Default 5 minutes.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time limit of a regular expression per value, above zero to one hour. Default 5 seconds.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Largest number of characters of a result, 1,000 to 2,000,000,000; a larger one fails the query. A row counts 16 more and a value 8
    /// more. All kept results together have the same limit; the oldest are removed first. Default 256 Mi.
    /// </summary>
    public long MaxResultCharacters { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Whether arrays, maps and rows in results are JSON. Default false: Athena's own text, such as <c>{sku=a, qty=1}</c>, which can't be
    /// parsed back.
    /// </summary>
    public bool NestedAsJson { get; init; }

    /// <summary>Number of finished queries whose results are kept, 1 to 1,000,000; older ones are removed. Default 1,000.</summary>
    public int KeptQueries { get; init; } = 1000;

    /// <summary>The workgroups for queries. Default <c>primary</c>.</summary>
    public IReadOnlyList<string> WorkGroups { get; init; } = [DefaultWorkGroup];

    /// <summary>
    /// The folder of the objects that the server serves as S3, outside the lake's folder: results and what tools put there. Null to keep
    /// them in memory. Default null.
    /// </summary>
    public string? ResultsFolder { get; init; }

    /// <summary>
    /// Largest size of the server's S3 objects in bytes, 1,000,000 to 1,000,000,000,000; the oldest are removed first. Default 268,435,456.
    /// </summary>
    public long MaxResultStoreBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Largest number of the server's S3 objects, 10 to 1,000,000; the oldest are removed first. Default 10,000.</summary>
    public int MaxResultObjects { get; init; } = 10_000;

    /// <summary>The server's port; 0 for any free port. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(LocalAthenaOptions));
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        if (LakeLocation is { } location && string.IsNullOrWhiteSpace(location))
        {
            problems.Add($"{nameof(LakeLocation)} is empty; expected the prefix of the tables' locations, or null.");
        }
        if (StateFolder is { } state && string.IsNullOrWhiteSpace(state))
        {
            problems.Add($"{nameof(StateFolder)} is empty; expected a folder, or null.");
        }
        if (Store is not null && LakeLocation is null)
        {
            problems.Add($"{nameof(Store)} is set without {nameof(LakeLocation)}; expected the location of its keys.");
        }
        if (WorkGroups is not { Count: > 0 }) { problems.Add($"{nameof(WorkGroups)} is empty; expected at least one workgroup."); }
        problems.Range(MemoryMebibytes, 64, 1_048_576);
        problems.Range(Threads, 1, 256);
        problems.Range(ConcurrentQueries, 1, 1000);
        problems.Range(ActiveQueries, 1, 100_000);
        problems.Range(KeptQueries, 1, 1_000_000);
        problems.Range(MaxResultCharacters, 1000, 2_000_000_000);
        problems.Range(MaxResultStoreBytes, 1_000_000, 1_000_000_000_000);
        problems.Range(MaxResultObjects, 10, 1_000_000);
        problems.Range(Port, 0, 65_535);
        if (ResultsFolder is { } results && string.IsNullOrWhiteSpace(results))
        {
            problems.Add($"{nameof(ResultsFolder)} is empty; expected a folder, or null.");
        }
        problems.Range(QueryTimeout, TimeSpan.FromTicks(1), TimeSpan.FromDays(1), "above zero to one day");
        problems.Range(RegexTimeout, TimeSpan.FromTicks(1), TimeSpan.FromHours(1), "above zero to one hour");
        problems.ThrowIfAny();
    }
}
