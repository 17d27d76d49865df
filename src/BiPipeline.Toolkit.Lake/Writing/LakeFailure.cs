namespace BiPipeline.Toolkit.Lake;

/// <summary>An object that could not be stored.</summary>
/// <param name="Key">Its key in the store.</param>
/// <param name="Exception">What the store said.</param>
/// <param name="Records">The records that are not durable without it, ascending.</param>
public sealed record LakeFailure(string Key, Exception Exception, IReadOnlyList<RecordRange> Records);
