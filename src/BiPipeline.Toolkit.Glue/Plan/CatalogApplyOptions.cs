namespace BiPipeline.Toolkit.Glue;

/// <summary>Settings of changes to a catalog. Immutable; derive with <c>with</c>.</summary>
public sealed record CatalogApplyOptions
{
    /// <summary>Whether nothing is written: applying fails when the plan has changes. Default false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// Whether updates discard the replaced versions. An account's versions are limited (quota "Table versions"). Default false.
    /// </summary>
    public bool SkipArchive { get; init; }

    /// <summary>Number of attempts to update a table while other writers change it, 1 to 1,000. Default 50.</summary>
    public int MaxAttempts { get; init; } = 50;

    /// <summary>The clock for waits after conflicts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(CatalogApplyOptions));
        problems.Range(MaxAttempts, 1, 1_000, "1 to 1,000");
        problems.ThrowIfAny();
    }
}
