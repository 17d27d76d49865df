namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Settings of a <see cref="TableLoader"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record TableLoaderOptions
{
    /// <summary>The table's name, required. Default empty.</summary>
    public string Table { get; init; } = "";

    /// <summary>
    /// The names of the key attributes, one or two: the partition key, and the sort key if there is one. Default none.
    /// </summary>
    public IReadOnlyList<string> KeyAttributes { get; init; } = [];

    /// <summary>
    /// Attribute of type N that every update sets to a larger number. A condition then refuses an update that was made before. Default
    /// (null): updates only require that the item exists.
    /// </summary>
    public string? VersionAttribute { get; init; }

    /// <summary>Number of concurrent requests, 1 to 64. Default 8.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Number of attempts for a write while the table is too busy, 1 to 100. Default 12.</summary>
    public int MaxAttempts { get; init; } = 12;

    /// <summary>
    /// Wait before the second attempt, up to 10 seconds. Each further wait is twice as long, up to 10 seconds. Half of every wait is
    /// random. Default 100 ms.
    /// </summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The seed for the random half of waits. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock for waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range, or the table or its key has no name; every
    /// problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(TableLoaderOptions));
        if (string.IsNullOrEmpty(Table)) { problems.Add($"{nameof(Table)} is empty; expected a table's name."); }
        if (KeyAttributes is not { Count: 1 or 2 } || KeyAttributes.Any(string.IsNullOrEmpty))
        {
            problems.Add($"{nameof(KeyAttributes)} is invalid; expected one or two names.");
        }
        problems.Range(Parallelism, 1, 64);
        problems.Range(MaxAttempts, 1, 100);
        problems.Range(FirstWait, TimeSpan.Zero, TimeSpan.FromSeconds(10), "0 to 10 seconds");
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        problems.ThrowIfAny();
    }
}
