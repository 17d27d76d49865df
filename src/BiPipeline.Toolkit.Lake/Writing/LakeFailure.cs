namespace BiPipeline.Toolkit.Lake;

/// <summary>An object that could not be stored.</summary>
/// <param name="Key">Its key in the store.</param>
/// <param name="Exception">The store's exception.</param>
/// <param name="Records">The records that depend on the object, ascending. They are not durable.</param>
public sealed record LakeFailure(string Key, Exception Exception, IReadOnlyList<RecordRange> Records);
