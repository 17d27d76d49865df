namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The objects below a prefix outside the tables' data: schemas, markers, receipts, latest tables, anything else.</summary>
/// <param name="Prefix">The first folder of the keys with its slash; empty for objects beside the folders.</param>
/// <param name="Objects">Number of objects.</param>
/// <param name="Bytes">Number of stored bytes.</param>
public sealed record PrefixStatus(string Prefix, long Objects, long Bytes);
