namespace BiPipeline.Toolkit.Athena;

/// <summary>A statement of a refresh.</summary>
/// <param name="Sql">The statement, for the table's own catalog and database. It may run more than once.</param>
/// <param name="What">What it does in a few words: <c>merge 2 partitions, dt=2026-11-27 to dt=2026-11-28</c>.</param>
/// <param name="Bytes">Number of bytes of the lake's objects that it reads, at most; 0 for a statement over the table alone.</param>
public sealed record LatestStatement(string Sql, string What, long Bytes)
{
    /// <summary>The partitions that are merged after it, with their digests.</summary>
    internal IReadOnlyList<LakePartition> Merged { get; init; } = [];
}
