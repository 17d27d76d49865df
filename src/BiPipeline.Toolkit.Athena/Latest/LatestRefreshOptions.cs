using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Athena;

/// <summary>Settings of the work on latest tables. Immutable; derive with <c>with</c>.</summary>
public sealed record LatestRefreshOptions
{
    /// <summary>
    /// Largest number of bytes of the lake's objects that one MERGE reads, 1 MiB or more. Larger partitions are merged in runs of their
    /// objects. Default 32 GiB, for a workgroup with Athena's default time limit.
    /// </summary>
    public long StatementBytes { get; init; } = 32L << 30;

    /// <summary>
    /// Largest number of bytes of the lake's objects from which a table is filled without a baseline, 0 or more. Default 100 GiB.
    /// </summary>
    public long FillBytes { get; init; } = 100L << 30;

    /// <summary>Number of attempts of a statement whose commit lost to another one, or that was throttled, 1 to 100. Default 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Wait before the second attempt, above zero; later waits double. Default 5 seconds.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest number of repetitions of OPTIMIZE or VACUUM while more runs are needed, 1 to 1,000. Default 100.</summary>
    public int MaintenanceRuns { get; init; } = 100;

    /// <summary>Number of comparisons with the lake before a table counts as filled, 1 to 100. Default 3.</summary>
    public int Comparisons { get; init; } = 3;

    /// <summary>
    /// Time for which a claim on the table holds without renewal, 1 minute to 1 day. Longer than the longest statement. Default 1 hour.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Time after which a change of the stream is in the lake, 0 to 1 day: a comparison leaves out younger ones. Default 15 minutes.
    /// </summary>
    public TimeSpan Arrival { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Makes the id of a claim. Default: 16 random hex digits.</summary>
    public Func<string> NewId { get; init; } = () => RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(LatestRefreshOptions));
        problems.Range(StatementBytes, 1 << 20, long.MaxValue, "1 MiB or more");
        problems.Range(FillBytes, 0, long.MaxValue, "0 or more");
        problems.Range(Attempts, 1, 100);
        if (FirstWait <= TimeSpan.Zero) { problems.Add($"{nameof(FirstWait)} is {FirstWait}; expected above zero."); }
        problems.Range(MaintenanceRuns, 1, 1_000, "1 to 1,000");
        problems.Range(Comparisons, 1, 100);
        problems.Range(Lease, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), "1 minute to 1 day");
        problems.Range(Arrival, TimeSpan.Zero, TimeSpan.FromDays(1), "0 to 1 day");
        if (TimeProvider is null) { problems.Add($"{nameof(TimeProvider)} is null; expected a clock."); }
        if (NewId is null) { problems.Add($"{nameof(NewId)} is null; expected a function."); }
        problems.ThrowIfAny();
    }
}
