namespace OrdersPipeline;

/// <summary>The paths of the sample's files in the repository.</summary>
/// <param name="Root">The repository's top folder.</param>
sealed record SampleLayout(string Root)
{
    const string Marker = "BiPipeline.Toolkit.sln";

    internal string Data => Path.Combine(Root, "samples", "OrdersPipeline", "data");

    internal string SchemaFile => Path.Combine(Root, "samples", "OrdersPipeline", "schema", "orders.schema.json");

    internal string CatalogFile => Path.Combine(Root, "sql", "create_glue_catalog.sql");

    internal string ViewsFile => Path.Combine(Root, "sql", "quicksight_views.sql");

    /// <summary>The folder of the checks of the views.</summary>
    internal string ChecksFolder => Path.Combine(Root, "sql", "checks");

    /// <summary>Returns the repository that contains a folder, so that the working directory does not matter.</summary>
    /// <exception cref="DirectoryNotFoundException">No parent folder is the repository.</exception>
    internal static SampleLayout Above(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Marker))) { return new SampleLayout(directory.FullName); }
        }
        throw new DirectoryNotFoundException(
            $"No folder above '{folder}' has {Marker}; expected the repository. Run the sample from a clone.");
    }
}
