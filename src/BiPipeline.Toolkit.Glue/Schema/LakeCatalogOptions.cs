namespace BiPipeline.Toolkit.Glue;

/// <summary>Where a lake's tables are declared, and where their files are. Immutable; derive with <c>with</c>.</summary>
public sealed record LakeCatalogOptions
{
    /// <summary>The database: at most 255 lower-case letters, digits and <c>_</c>.</summary>
    public string Database { get; init; } = "";

    /// <summary>
    /// The lake's root, such as <c>s3://bucket/lake</c>, or a folder for a lake on this machine; with or without the last slash.
    /// </summary>
    public string Location { get; init; } = "";

    /// <summary>
    /// Athena computes partitions from the table's properties: nothing to register, nothing to crawl, but other engines see no partitions.
    /// Otherwise they are registered in the catalog (<see cref="GlueCatalogExtensions.RegisterPartitionsAsync"/>). Default true.
    /// </summary>
    public bool UseProjection { get; init; } = true;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is wrong; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(LakeCatalogOptions));
        foreach (var problem in LakeCatalogRules.Check(this, Location.TrimEnd('/'))) { problems.Add(problem); }
        problems.ThrowIfAny();
    }
}
