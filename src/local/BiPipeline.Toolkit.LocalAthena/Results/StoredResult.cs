namespace BiPipeline.Toolkit.LocalAthena.Results;

/// <summary>An object of a <see cref="ResultStore"/>, in memory or in a file.</summary>
sealed record StoredResult(string Bucket, string Key, long Length, string ETag, DateTimeOffset Modified, string ContentType)
{
    /// <summary>The bytes; null for a file.</summary>
    internal ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>The file; null for bytes in memory.</summary>
    internal string? Path { get; init; }

    /// <summary>Opens the object at a byte.</summary>
    /// <exception cref="IOException">The object's file does not exist any more.</exception>
    internal Stream OpenRead(long offset)
    {
        if (Bytes is { } bytes)
        {
            var rest = bytes[(int)offset..];
            return MemoryMarshal.TryGetArray(rest, out var segment)
                ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
                : new MemoryStream(rest.ToArray(), writable: false);
        }
        return new FileStream(Path!, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous)
        {
            Position = offset,
        };
    }
}
