namespace BiPipeline.Toolkit.Athena;

/// <summary>A partition of a lake's table, or a run of the objects of a large one.</summary>
/// <param name="Folder">The folders of the partition columns, such as <c>dt=2026-11-28</c>; empty for a table without partitions.</param>
/// <param name="Values">The values of the partition columns, in their order.</param>
/// <param name="Digest">The digest of the keys of all objects of the partition.</param>
/// <param name="Objects">The objects, sorted by their keys.</param>
sealed record LakePartition(
    string Folder,
    IReadOnlyList<string> Values,
    string Digest,
    IReadOnlyList<(string Key, long Bytes)> Objects)
{
    /// <summary>Whether the objects are only some of the partition's.</summary>
    internal bool IsRun { get; init; }

    /// <summary>Whether the objects are the last ones of the partition.</summary>
    internal bool IsLastRun { get; init; }

    internal long Bytes => Objects.Sum(stored => stored.Bytes);
}
