namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An object of a unit.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Name">The parts of its key.</param>
/// <param name="Bytes">Number of stored bytes.</param>
/// <param name="LastModified">When it was put.</param>
sealed record VerifiedObject(string Key, LakeKey Name, long Bytes, DateTimeOffset LastModified);
