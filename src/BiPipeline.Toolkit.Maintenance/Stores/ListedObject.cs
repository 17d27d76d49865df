namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An object in a listing with times.</summary>
/// <param name="Key">The key, relative to the lake's root.</param>
/// <param name="Bytes">The size in bytes.</param>
/// <param name="LastModified">When it was put: S3's <c>LastModified</c> (whole seconds), or the time of the file.</param>
public readonly record struct ListedObject(string Key, long Bytes, DateTimeOffset LastModified);
