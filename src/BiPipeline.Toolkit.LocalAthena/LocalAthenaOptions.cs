using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>How a <see cref="LocalAthenaEngine"/> reads a lake and what a query may take. Immutable; derive with <c>with</c>.</summary>
public sealed record LocalAthenaOptions
{
    /// <summary>The catalog with the tables; views are written into it.</summary>
    public required IGlueCatalog Catalog { get; init; }

    /// <summary>The lake's folder: what lies outside of it can't be read. It need not exist yet.</summary>
    public required string LakeRoot { get; init; }

    /// <summary>
    /// The location that <see cref="LakeRoot"/> stands for, such as <c>s3://bucket/prefix</c>: tables whose location begins with it are
    /// read from the folder. Null when the tables' locations are folders or <c>file://</c> URIs themselves. Default null.
    /// </summary>
    public string? LakeLocation { get; init; }

    /// <summary>
    /// The store that holds the lake, keys from <see cref="LakeLocation"/> on; the files that a query needs are then copied into
    /// <see cref="LakeRoot"/> first. Null when the lake is the folder itself. Default null.
    /// </summary>
    public IObjectStore? Store { get; init; }

    /// <summary>The clock: <c>now()</c>, <c>NOW</c> in partition projection, time-outs. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Memory of all queries together in MiB, 64 to 1,048,576; a query that needs more fails. Default 1,024.</summary>
    public int MemoryMebibytes { get; init; } = 1024;

    /// <summary>Threads of all queries together, 1 to 256. With one, sums of doubles come out the same every time. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Queries at work at the same time, 1 to 1,000; the others wait as QUEUED. Default 8.</summary>
    public int ConcurrentQueries { get; init; } = 8;

    /// <summary>Queries queued or running at the same time, 1 to 100,000; one more is refused as TooManyRequestsException. Default 1,000.</summary>
    public int ActiveQueries { get; init; } = 1000;

    /// <summary>How long a query may run, above zero to one day; then it fails. Default 5 minutes.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a regular expression may work on one value, above zero to one hour. Default 5 seconds.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Characters of one result, 1,000 to 2,000,000,000; a larger one fails the query. Default 256 Mi.</summary>
    public long MaxResultCharacters { get; init; } = 256L * 1024 * 1024;

    /// <summary>Finished queries whose results are kept, 1 to 1,000,000; older ones are forgotten. Default 1,000.</summary>
    public int KeptQueries { get; init; } = 1000;

    /// <summary>The workgroups that queries may name. Default <c>primary</c>.</summary>
    public IReadOnlyList<string> WorkGroups { get; init; } = ["primary"];

    /// <summary>The server's port; 0 for any free one. Default 0.</summary>
    public int Port { get; init; }

    internal void Validate(string parameter)
    {
        List<string> problems = [];
        if (Catalog is null) { problems.Add($"{nameof(Catalog)} is null."); }
        if (Time is null) { problems.Add($"{nameof(Time)} is null."); }
        if (string.IsNullOrWhiteSpace(LakeRoot)) { problems.Add($"{nameof(LakeRoot)} is empty; it is a folder."); }
        if (LakeLocation is { } location && string.IsNullOrWhiteSpace(location)) { problems.Add($"{nameof(LakeLocation)} is empty; it is what the tables' locations begin with."); }
        if (Store is not null && LakeLocation is null) { problems.Add($"{nameof(Store)} is given without {nameof(LakeLocation)}, which says what its keys stand for."); }
        Range(nameof(MemoryMebibytes), MemoryMebibytes, 64, 1_048_576);
        Range(nameof(Threads), Threads, 1, 256);
        Range(nameof(ConcurrentQueries), ConcurrentQueries, 1, 1000);
        Range(nameof(ActiveQueries), ActiveQueries, 1, 100_000);
        Range(nameof(KeptQueries), KeptQueries, 1, 1_000_000);
        Range(nameof(MaxResultCharacters), MaxResultCharacters, 1000, 2_000_000_000);
        Range(nameof(Port), Port, 0, 65_535);
        Duration(nameof(QueryTimeout), QueryTimeout, TimeSpan.FromDays(1));
        Duration(nameof(RegexTimeout), RegexTimeout, TimeSpan.FromHours(1));
        if (problems.Count > 0) { throw new ArgumentException(string.Join(" ", problems), parameter); }

        void Range(string name, long value, long least, long most)
        {
            if (value < least || value > most) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it is {least} to {most}.")); }
        }

        void Duration(string name, TimeSpan value, TimeSpan most)
        {
            if (value <= TimeSpan.Zero || value > most) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it is above zero, at most {most}.")); }
        }
    }
}
