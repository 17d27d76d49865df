namespace OrdersPipeline;

/// <summary>Where the sample's files lie in the repository.</summary>
/// <param name="Root">The repository's top folder.</param>
sealed record SampleLayout(string Root)
{
    const string Marker = "BiPipeline.Toolkit.sln";

    internal string Data => Path.Combine(Root, "samples", "OrdersPipeline", "data");

    internal string SchemaFile => Path.Combine(Root, "samples", "OrdersPipeline", "schema", "orders.schema.json");

    internal string CatalogFile => Path.Combine(Root, "sql", "create_glue_catalog.sql");

    internal string ViewsFile => Path.Combine(Root, "sql", "quicksight_views.sql");

    /// <summary>What must hold of the views.</summary>
    internal string ChecksFolder => Path.Combine(Root, "sql", "checks");

    /// <summary>The repository that a folder is in: found upwards, so that the working directory does not matter.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above is the repository.</exception>
    internal static SampleLayout Above(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Marker))) { return new SampleLayout(directory.FullName); }
        }
        throw new DirectoryNotFoundException(
            $"The sample reads its files from the repository, and no folder above '{folder}' holds {Marker}; run it from a clone.");
    }
}
