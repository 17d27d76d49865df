using System.Collections.Concurrent;
using System.Security.Cryptography;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>
/// Uploads in parts. The parts are in memory until the upload is completed, all uploads together at most
/// <see cref="LocalAthenaOptions.MaxResultStoreBytes"/>. Thread-safe.
/// </summary>
sealed class MultipartUploads(ResultStore store)
{
    internal const int MaxParts = 10_000;

    const int MinPartBytes = 5 * 1024 * 1024;
    const int MaxUploads = 1_000;

    readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);
    long _number;
    long _bytes;

    /// <summary>Begins an upload and returns its identifier.</summary>
    internal string Begin(string bucket, string key, string contentType)
    {
        if (_uploads.Count >= MaxUploads) { throw new S3Exception(new(503, "SlowDown", "Please reduce your request rate.")); }
        var id = string.Create(CultureInfo.InvariantCulture, $"upload-{Interlocked.Increment(ref _number):x8}");
        _uploads[id] = new(bucket, key, contentType);
        return id;
    }

    /// <summary>Keeps a part, in place of an older one of the number, and returns its ETag.</summary>
    internal async Task<string> PutAsync(
        string id,
        string bucket,
        string key,
        int number,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        var upload = Find(id, bucket, key);
        if (number is < 1 or > MaxParts)
        {
            throw new S3Exception(new(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive"));
        }
        using var content = new MemoryStream();
        var counted = new ResultStream(content, Reserve);
        try
        {
            await using (counted.ConfigureAwait(false)) { await write(counted, cancellationToken).ConfigureAwait(false); }
        }
        catch
        {
            Interlocked.Add(ref _bytes, -counted.Written);
            throw;
        }
        var bytes = content.ToArray();
        var tag = $"\"{Convert.ToHexStringLower(Hash(bytes))}\"";
        lock (upload)
        {
            if (!_uploads.ContainsKey(id))
            {
                // The upload was aborted while this part was stored.
                Interlocked.Add(ref _bytes, -bytes.Length);
                throw NoSuchUpload();
            }
            if (upload.Parts.TryGetValue(number, out var older)) { Interlocked.Add(ref _bytes, -older.Bytes.Length); }
            upload.Parts[number] = new(bytes, tag);
        }
        return tag;
    }

    /// <summary>Stores the parts, in the order of their numbers, as one object.</summary>
    internal async Task<StoredResult> CompleteAsync(
        string id,
        string bucket,
        string key,
        IReadOnlyList<(int Number, string ETag)> parts,
        bool onlyNew,
        CancellationToken cancellationToken)
    {
        var upload = Find(id, bucket, key);
        Part[] found;
        lock (upload) { found = [.. parts.Select(part => upload.Find(part.Number, part.ETag))]; }
        if (parts.Count == 0 || !parts.Zip(parts.Skip(1)).All(pair => pair.First.Number < pair.Second.Number))
        {
            throw new S3Exception(new(400, "InvalidPartOrder", "The list of parts was not in ascending order."));
        }
        if (Array.Exists(found[..^1], part => part.Bytes.Length < MinPartBytes))
        {
            throw new S3Exception(new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"));
        }
        var stored = await store.PutAsync(
            new(bucket, key),
            upload.ContentType,
            async (target, cancellation) =>
            {
                foreach (var part in found) { await target.WriteAsync(part.Bytes, cancellation).ConfigureAwait(false); }
            },
            onlyNew,
            cancellationToken).ConfigureAwait(false);
        Abort(id, bucket, key);
        return stored;
    }

    /// <summary>Forgets an upload and its parts.</summary>
    internal void Abort(string id, string bucket, string key)
    {
        var upload = Find(id, bucket, key);
        lock (upload)
        {
            if (!_uploads.TryRemove(id, out _)) { return; }
            Interlocked.Add(ref _bytes, -upload.Parts.Values.Sum(part => (long)part.Bytes.Length));
        }
    }

    Upload Find(string id, string bucket, string key) =>
        _uploads.TryGetValue(id, out var upload) && upload.Bucket == bucket && upload.Key == key
            ? upload
            : throw NoSuchUpload();

    static S3Exception NoSuchUpload() => new(new(404, "NoSuchUpload", "The specified multipart upload does not exist."));

    void Reserve(int count)
    {
        if (Interlocked.Add(ref _bytes, count) <= store.MaxBytes) { return; }
        Interlocked.Add(ref _bytes, -count);
        throw new ResultStoreException(
            ResultStoreException.TooLarge,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The part does not fit; expected at most {store.MaxBytes} bytes in parts of uploads that are not completed. "
                + $"Raise {nameof(LocalAthenaOptions.MaxResultStoreBytes)}"));
    }

    [SuppressMessage("Security", "CA5351", Justification = "The ETag of a part is the MD5 of its bytes.")]
    static byte[] Hash(byte[] bytes) => MD5.HashData(bytes);

    sealed record Part(byte[] Bytes, string ETag);

    sealed record Upload(string Bucket, string Key, string ContentType)
    {
        internal Dictionary<int, Part> Parts { get; } = [];

        internal Part Find(int number, string tag) =>
            Parts.TryGetValue(number, out var part) && part.ETag.Trim('"') == tag.Trim('"')
                ? part
                : throw new S3Exception(new(400, "InvalidPart", "One or more of the specified parts could not be found."));
    }
}
