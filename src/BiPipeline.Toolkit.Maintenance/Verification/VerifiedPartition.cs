namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The distinct rows of a partition under one schema.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition's path; empty for none.</param>
/// <param name="Schema">The schema's hash.</param>
/// <param name="Rows">Number of distinct rows.</param>
/// <param name="Proven">Number of those that raw events give, with these values.</param>
/// <param name="Hash">
/// 32 hex digits: the sum of the XxHash128 of each distinct row, modulo 2¹²⁸. Equal rows in any order, files and repetition have an equal
/// hash.
/// </param>
public sealed record VerifiedPartition(string Table, string Partition, string Schema, long Rows, long Proven, string Hash);
