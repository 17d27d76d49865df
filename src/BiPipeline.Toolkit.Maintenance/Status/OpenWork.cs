namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Upkeep that began and has not ended.</summary>
/// <param name="Verb">The command: <c>backfill</c>, <c>scan</c>, <c>compact</c>, <c>rebuild</c> or <c>erase</c>.</param>
/// <param name="Id">Its folder below <c>maintenance/</c>.</param>
/// <param name="Objects">Number of its receipts and other objects.</param>
/// <param name="LastModified">When the newest of them was put.</param>
public sealed record OpenWork(string Verb, string Id, long Objects, DateTimeOffset LastModified);
