namespace BiPipeline.Toolkit;

/// <summary>A table in the lake, from a schema's parent or one of its children.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Columns">The file's columns in order, with the envelope and without partition columns.</param>
/// <param name="Partitions">The partition columns, outermost first; empty for an unpartitioned table.</param>
/// <param name="KeyNames">The key columns' names.</param>
/// <param name="Parent">The parent's name for a child table; null otherwise.</param>
public sealed record LakeTable(
    string Name,
    IReadOnlyList<ColumnSpec> Columns,
    IReadOnlyList<PartitionField> Partitions,
    IReadOnlyList<string> KeyNames,
    string? Parent);
