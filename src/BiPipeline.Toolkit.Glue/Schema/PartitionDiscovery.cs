namespace BiPipeline.Toolkit.Glue;

/// <summary>How Athena knows which partitions there are.</summary>
public enum PartitionDiscovery
{
    /// <summary>It computes them from the table's properties: nothing to register, nothing to crawl. Other engines than Athena see no partitions.</summary>
    Projection = 0,

    /// <summary>They are registered in the catalog (<see cref="PartitionRegistrar"/>): for other engines, Lake Formation filters, or mostly empty ranges.</summary>
    Catalog,
}
