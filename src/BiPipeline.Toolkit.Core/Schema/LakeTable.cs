namespace BiPipeline.Toolkit;

/// <summary>A table as it lies in the lake: what a schema's parent or one of its children is written as.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Columns">The file's columns in their order, envelope included, partition columns not.</param>
/// <param name="Partitions">The partition columns, outermost first; empty for an unpartitioned table.</param>
/// <param name="KeyNames">The key columns' names.</param>
/// <param name="Parent">The parent's name for a child table; null otherwise.</param>
public sealed record LakeTable(
    string Name,
    IReadOnlyList<ColumnSpec> Columns,
    IReadOnlyList<PartitionField> Partitions,
    IReadOnlyList<string> KeyNames,
    string? Parent);
