namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A shard of a stream.</summary>
/// <param name="Id">The shard's id.</param>
/// <param name="ParentId">The shard that it goes on from; null for none. The parent may be gone already.</param>
/// <param name="IsClosed">No further record comes: an item's later changes are in a child.</param>
public sealed record StreamShard(string Id, string? ParentId, bool IsClosed);
