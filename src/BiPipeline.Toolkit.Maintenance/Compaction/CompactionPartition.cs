namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A partition in a plan of a compaction.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Table">The table or child table.</param>
/// <param name="Partition">The partition's path; empty for none.</param>
/// <param name="Objects">Number of objects.</param>
/// <param name="Bytes">Number of their bytes.</param>
/// <param name="SmallObjects">Number of small objects that are merged.</param>
/// <param name="SmallBytes">Number of their bytes.</param>
/// <param name="EstimatedObjects">Number of objects that replace the small ones.</param>
public sealed record CompactionPartition(
    LakeZone Zone,
    string Table,
    string Partition,
    int Objects,
    long Bytes,
    int SmallObjects,
    long SmallBytes,
    int EstimatedObjects);
