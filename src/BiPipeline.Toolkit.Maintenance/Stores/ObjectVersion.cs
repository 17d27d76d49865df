namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A version of an object, or a delete marker.</summary>
/// <param name="Key">The key, relative to the lake's root.</param>
/// <param name="VersionId">S3's identity of the version; <c>null</c> as text for one without versioning. Null for a file.</param>
/// <param name="Bytes">The size in bytes; 0 for a delete marker.</param>
/// <param name="LastModified">When it was put.</param>
/// <param name="IsCurrent">Whether it is what the key shows now: an object, or by a delete marker that there is none.</param>
/// <param name="IsDeleteMarker">Whether it is a delete marker.</param>
public readonly record struct ObjectVersion(
    string Key, string? VersionId, long Bytes, DateTimeOffset LastModified, bool IsCurrent, bool IsDeleteMarker);
