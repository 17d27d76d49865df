namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a killed writer left: a temporary file, or an unfinished multipart upload.</summary>
/// <param name="Key">The file's path, or the key of the upload, relative to the lake's root.</param>
/// <param name="UploadId">S3's identity of the upload; null for a file.</param>
/// <param name="Bytes">The size in bytes: of an upload, its stored parts.</param>
/// <param name="LastModified">When the file was last written, or the upload started.</param>
public readonly record struct LeftOver(string Key, string? UploadId, long Bytes, DateTimeOffset LastModified);
