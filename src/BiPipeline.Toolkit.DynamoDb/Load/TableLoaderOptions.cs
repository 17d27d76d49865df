namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>How a <see cref="TableLoader"/> writes. Immutable; derive with <c>with</c>.</summary>
public sealed record TableLoaderOptions
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The names of the key attributes: the partition key, and the sort key where there is one.</summary>
    public required IReadOnlyList<string> KeyAttributes { get; init; }

    /// <summary>
    /// An attribute of type N that every update sets to a larger number: an update that the item has already is then refused by a condition
    /// and not made twice. Default (null): updates only ask that the item exists.
    /// </summary>
    public string? VersionAttribute { get; init; }

    /// <summary>Requests at the same time, 1 to 64. Default 8.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Tries of items and changes that the table is too busy for, 1 to 100. Default 12.</summary>
    public int MaxAttempts { get; init; } = 12;

    /// <summary>The wait before the second try, up to 10 seconds; each further one waits twice as long, to 10 seconds. Half of every wait is random. Default 100 ms.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The seed of the waits' random half. Default 1.</summary>
    public int Seed { get; init; } = 1;

    internal void Validate(string parameter)
    {
        List<string> problems = [];
        if (string.IsNullOrEmpty(Table)) { problems.Add($"{nameof(Table)} is empty."); }
        if (KeyAttributes is not { Count: 1 or 2 } || KeyAttributes.Any(string.IsNullOrEmpty)) { problems.Add($"{nameof(KeyAttributes)} must be one or two names."); }
        if (Parallelism is < 1 or > 64) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Parallelism)} is {Parallelism}; it must be 1 to 64.")); }
        if (MaxAttempts is < 1 or > 100) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxAttempts)} is {MaxAttempts}; it must be 1 to 100.")); }
        if (FirstWait < TimeSpan.Zero || FirstWait > TimeSpan.FromSeconds(10)) { problems.Add($"{nameof(FirstWait)} is {FirstWait}; it must be 0 to 10 seconds."); }
        if (problems.Count > 0) { throw new ArgumentException(string.Join(" ", problems), parameter); }
    }
}
