using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>The object, or the bytes of it, that a request copies.</summary>
sealed record CopySource(StoredResult Object, long Start, long Length)
{
    /// <summary>Reads the headers of CopyObject and UploadPartCopy; null for a request that copies nothing.</summary>
    /// <exception cref="S3Exception">The source does not exist, or its range is outside of it.</exception>
    internal static CopySource? Read(S3Request request, ResultStore store)
    {
        if (request.Header("x-amz-copy-source") is not { } header) { return null; }
        if (header.Contains("?versionId=", StringComparison.Ordinal)) { throw new S3Exception(S3Error.NotImplemented("versions")); }
        var parts = Uri.UnescapeDataString(header).TrimStart('/').Split('/', 2);
        var found = (parts is [var bucket, var key] ? store.Find(bucket, key) : null) ?? throw new S3Exception(S3Error.NoSuchKey);
        return ByteRange.Read(request.Header("x-amz-copy-source-range"), found.Length) is { } range
            ? new(found, range.Start, range.Length)
            : new(found, 0, found.Length);
    }

    internal async Task CopyAsync(Stream target, CancellationToken cancellationToken)
    {
        var source = Object.OpenRead(Start);
        await using (source.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            for (var left = Length; left > 0;)
            {
                var count = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken)
                    .ConfigureAwait(false);
                if (count == 0) { throw new FileNotFoundException(); }
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                left -= count;
            }
        }
    }
}
