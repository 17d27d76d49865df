namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The distinct rows of a place: their number, and the sum of their digests, which their order does not change.</summary>
/// <param name="Rows">Number of distinct rows.</param>
/// <param name="Proven">Number of those that a raw event gives.</param>
/// <param name="Hash">The sum of the digests, modulo 2¹²⁸.</param>
readonly record struct PartitionTally(long Rows, long Proven, UInt128 Hash)
{
    internal PartitionTally Add(PartitionTally other) => new(Rows + other.Rows, Proven + other.Proven, unchecked(Hash + other.Hash));
}
