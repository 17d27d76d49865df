namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Settings of a <see cref="TableScanner"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record TableScannerOptions
{
    static readonly TimeSpan LongestFirstWait = TimeSpan.FromSeconds(10);

    /// <summary>The table's name or ARN, required. Default empty.</summary>
    public string Table { get; init; } = "";

    /// <summary>Number of segments, 1 to 1,000,000. At most 64 are read at the same time. Default 4.</summary>
    public int Segments { get; init; } = 4;

    /// <summary>
    /// Largest number of read capacity units per second, on average, 1 to 10,000,000. A request that used more makes the next one wait.
    /// Default (null): no limit.
    /// </summary>
    public double? CapacityUnitsPerSecond { get; init; }

    /// <summary>
    /// Number of bytes of lines at which a page ends, 64 KiB to 256 MiB. Each segment that is being read has one page in memory. Default
    /// 16 MiB.
    /// </summary>
    public int PageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Number of attempts for a request while the table is too busy, 1 to 100. Default 20.</summary>
    public int MaxAttempts { get; init; } = 20;

    /// <summary>
    /// Wait before the second attempt, 0 to 10 seconds. Each further wait is twice as long, up to 10 seconds. Default 100 ms.
    /// </summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The clock for waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">
    /// An option is outside its range, or the table has no name; every problem is listed.
    /// </exception>
    public void Validate()
    {
        const int kib = 1024;
        var problems = new OptionProblems(nameof(TableScannerOptions));
        if (string.IsNullOrEmpty(Table)) { problems.Add($"{nameof(Table)} is empty; expected a table's name or ARN."); }
        problems.Range(Segments, 1, 1_000_000);
        if (CapacityUnitsPerSecond is { } units) { problems.Range(units, 1, 10_000_000, name: nameof(CapacityUnitsPerSecond)); }
        problems.Range(PageBytes, 64 * kib, 256 * kib * kib, "64 KiB to 256 MiB");
        problems.Range(MaxAttempts, 1, 100);
        problems.Range(FirstWait, TimeSpan.Zero, LongestFirstWait, "0 to 10 seconds");
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        problems.ThrowIfAny();
    }
}
