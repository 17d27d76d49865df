namespace BiPipeline.Toolkit.Glue;

/// <summary>Where a lake's tables are declared and where they lie.</summary>
public sealed record LakeCatalogOptions
{
    /// <summary>The database: 1 to 255 lower-case letters, digits and <c>_</c>.</summary>
    public required string Database { get; init; }

    /// <summary>The lake's root, such as <c>s3://bucket/lake</c>, or a folder for a lake on this machine; with or without the last slash.</summary>
    public required string Location { get; init; }

    /// <summary>How Athena finds partitions. Default: projection.</summary>
    public PartitionDiscovery Discovery { get; init; } = PartitionDiscovery.Projection;
}
