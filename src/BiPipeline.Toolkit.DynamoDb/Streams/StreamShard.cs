namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A shard of a stream.</summary>
/// <param name="Id">The shard's id.</param>
/// <param name="ParentId">The parent shard; null for none. The parent may be removed already.</param>
/// <param name="IsClosed">Whether the shard gets no more records: an item's later changes are in a child.</param>
public sealed record StreamShard(string Id, string? ParentId, bool IsClosed);
