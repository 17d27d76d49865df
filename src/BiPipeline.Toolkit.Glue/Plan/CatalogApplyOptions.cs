namespace BiPipeline.Toolkit.Glue;

/// <summary>How a catalog is changed. Immutable; derive with <c>with</c>.</summary>
public sealed record CatalogApplyOptions
{
    /// <summary>Write nothing: applying fails when there is anything to do. Default false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// Don't keep the versions that updates replace; the account's versions are limited (quota "Table versions"). Default false.
    /// </summary>
    public bool SkipArchive { get; init; }

    /// <summary>How often a table is read again and merged when another writer was faster, 1 to 1,000. Default 50.</summary>
    public int MaxAttempts { get; init; } = 50;

    /// <summary>The clock of waits after conflicts. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(CatalogApplyOptions));
        problems.Range(MaxAttempts, 1, 1_000, "1 to 1,000");
        problems.ThrowIfAny();
    }
}
