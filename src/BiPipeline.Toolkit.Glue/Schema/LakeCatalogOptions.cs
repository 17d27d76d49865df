namespace BiPipeline.Toolkit.Glue;

/// <summary>The database and the location of a lake's tables. Immutable; derive with <c>with</c>.</summary>
public sealed record LakeCatalogOptions
{
    /// <summary>The database: at most 255 lower-case letters, digits and <c>_</c>.</summary>
    public string Database { get; init; } = "";

    /// <summary>
    /// The lake's root, such as <c>s3://bucket/lake</c>, or a folder for a local lake; with or without a trailing slash.
    /// </summary>
    public string Location { get; init; } = "";

    /// <summary>
    /// Whether Athena computes partitions from the table's properties. Then no partition is registered or crawled, but other engines see no
    /// partitions. When false, register them in the catalog (<see cref="GlueCatalogExtensions.RegisterPartitionsAsync"/>). Default true.
    /// </summary>
    public bool UseProjection { get; init; } = true;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is wrong; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(LakeCatalogOptions));
        foreach (var problem in LakeCatalogRules.Check(this, Location.TrimEnd('/'))) { problems.Add(problem); }
        problems.ThrowIfAny();
    }
}
