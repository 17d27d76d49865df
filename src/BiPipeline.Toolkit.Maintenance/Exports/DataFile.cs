namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A data file of an export or a scan.</summary>
/// <param name="Location">Where it was found: a path, or <c>s3://bucket/key</c>.</param>
/// <param name="Key">Its name in the manifest, the same in every copy of the export.</param>
/// <param name="Bytes">Number of stored bytes.</param>
/// <param name="Items">Number of items by the manifest; null when unknown.</param>
/// <param name="Md5">The MD5 of the stored bytes, in Base64.</param>
sealed record DataFile(string Location, string Key, long Bytes, long? Items, string Md5);
