namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>How a <see cref="TableLoader"/> writes. Immutable; derive with <c>with</c>.</summary>
public sealed record TableLoaderOptions
{
    /// <summary>The table; expected named. Default empty.</summary>
    public string Table { get; init; } = "";

    /// <summary>
    /// The names of the key attributes: the partition key, and the sort key where there is one; one or two. Default none.
    /// </summary>
    public IReadOnlyList<string> KeyAttributes { get; init; } = [];

    /// <summary>
    /// An attribute of type N that every update sets to a larger number: an update that the item has already is then refused by a condition
    /// and not made twice. Default (null): updates only ask that the item exists.
    /// </summary>
    public string? VersionAttribute { get; init; }

    /// <summary>Requests at the same time, 1 to 64. Default 8.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Tries of items and changes that the table is too busy for, 1 to 100. Default 12.</summary>
    public int MaxAttempts { get; init; } = 12;

    /// <summary>
    /// The wait before the second try, up to 10 seconds; each further one waits twice as long, to 10 seconds. Half of every wait is
    /// random. Default 100 ms.
    /// </summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The seed of the waits' random half. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock of waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range, or the table or its key is not named; every
    /// problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(TableLoaderOptions));
        if (string.IsNullOrEmpty(Table)) { problems.Add($"{nameof(Table)} is empty."); }
        if (KeyAttributes is not { Count: 1 or 2 } || KeyAttributes.Any(string.IsNullOrEmpty))
        {
            problems.Add($"{nameof(KeyAttributes)} must be one or two names.");
        }
        problems.Range(Parallelism, 1, 64);
        problems.Range(MaxAttempts, 1, 100);
        problems.Range(FirstWait, TimeSpan.Zero, TimeSpan.FromSeconds(10), "0 to 10 seconds");
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        problems.ThrowIfAny();
    }
}
