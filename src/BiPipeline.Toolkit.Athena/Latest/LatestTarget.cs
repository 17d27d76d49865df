namespace BiPipeline.Toolkit.Athena;

/// <summary>Where a latest table is: beside the lake's tables, or in another catalog such as a table bucket of S3 Tables.</summary>
/// <param name="Database">The database of the lake's tables in <c>AwsDataCatalog</c>.</param>
/// <param name="Location">The lake's root, <c>s3://bucket/prefix</c>. The table's files are below <c>latest/</c> there.</param>
public sealed record LatestTarget(string Database, string Location)
{
    /// <summary>
    /// The catalog of the table, such as <c>s3tablescatalog/bucket</c>, which then chooses its location. Default (null): the catalog and
    /// the database of the lake's tables.
    /// </summary>
    public string? Catalog { get; init; }

    /// <summary>The namespace in <see cref="Catalog"/>. Default (null): a namespace with the database's name.</summary>
    public string? Namespace { get; init; }

    internal string TableDatabase => Catalog is null ? Database : Namespace ?? Database;
}
