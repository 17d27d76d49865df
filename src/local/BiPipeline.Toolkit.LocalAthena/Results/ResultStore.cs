using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena.Results;

/// <summary>
/// The objects that the server serves as S3, in memory or in a folder. Bounded in bytes and number: a new object removes the oldest ones.
/// Thread-safe.
/// </summary>
sealed class ResultStore
{
    const string Uploads = ".uploads";

    readonly Lock _gate = new();
    readonly SortedDictionary<string, Entry> _entries = new(KeyOrder.Instance);
    readonly Queue<(string Name, long Sequence)> _order = new();
    readonly HashSet<string> _buckets = new(StringComparer.Ordinal);
    readonly string? _folder;
    readonly int _maxObjects;
    readonly TimeProvider _time;
    long _sequence;
    long _bytes;
    long _writing;
    long _upload;

    internal ResultStore(LocalAthenaOptions options)
    {
        (MaxBytes, _maxObjects, _time) = (options.MaxResultStoreBytes, options.MaxResultObjects, options.TimeProvider);
        if (options.ResultsFolder is null) { return; }
        _folder = Path.GetFullPath(options.ResultsFolder);
        Directory.CreateDirectory(_folder);
        if (Directory.Exists(Path.Combine(_folder, Uploads))) { Directory.Delete(Path.Combine(_folder, Uploads), recursive: true); }
        lock (_gate) { Index(_folder); }
    }

    /// <summary>Number of bytes that all objects may have.</summary>
    internal long MaxBytes { get; }

    internal IReadOnlyList<string> Buckets
    {
        get
        {
            lock (_gate)
            {
                var used = _entries.Values.Select(entry => entry.Object.Bucket).Concat(_buckets);
                return [.. used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            }
        }
    }

    internal void CreateBucket(string bucket)
    {
        CheckBucket(bucket);
        lock (_gate) { _buckets.Add(bucket); }
    }

    /// <summary>Removes an empty bucket; false when it has objects.</summary>
    internal bool DeleteBucket(string bucket)
    {
        lock (_gate)
        {
            if (_entries.Values.Any(entry => entry.Object.Bucket == bucket)) { return false; }
            _buckets.Remove(bucket);
            return true;
        }
    }

    internal StoredResult? Find(string bucket, string key)
    {
        lock (_gate) { return _entries.GetValueOrDefault(Name(bucket, key))?.Object; }
    }

    /// <summary>Lists a bucket's objects, sorted by the UTF-8 bytes of their keys.</summary>
    internal IReadOnlyList<StoredResult> List(string bucket, string prefix)
    {
        var start = Name(bucket, prefix);
        lock (_gate)
        {
            return
            [
                .. _entries.Where(pair => pair.Key.StartsWith(start, StringComparison.Ordinal)).Select(pair => pair.Value.Object)
            ];
        }
    }

    internal bool Delete(string bucket, string key)
    {
        lock (_gate) { return Remove(Name(bucket, key)); }
    }

    /// <summary>Stores what a callback writes. Readers see the old object or the whole new one.</summary>
    /// <exception cref="ResultStoreException">The name is not valid, the object exists, or there is no room for it.</exception>
    internal async Task<StoredResult> PutAsync(
        ResultLocation place,
        string contentType,
        Func<Stream, CancellationToken, Task> write,
        bool onlyNew,
        CancellationToken cancellationToken)
    {
        CheckBucket(place.Bucket);
        if (!ResultLocation.IsKey(place.Key))
        {
            throw new ResultStoreException(
                ResultStoreException.InvalidKey,
                "The key is not supported; expected 1 to 1,024 bytes without empty, '.' or '..' segments, backslashes or control "
                + "characters.");
        }
        var upload = _folder is null ? null : UploadPath(_folder);
        var content = upload is null ? new MemoryStream() : (Stream)File.Create(upload);
        var stream = new ResultStream(content, Reserve);
        try
        {
            await using (content.ConfigureAwait(false))
            {
                await write(stream, cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            cancellationToken.ThrowIfCancellationRequested();
            var stored = new StoredResult(place.Bucket, place.Key, stream.Written, stream.ETag(), _time.GetUtcNow(), contentType)
            {
                Bytes = content is MemoryStream memory ? memory.GetBuffer().AsMemory(0, (int)stream.Written) : null,
                Path = upload is null ? null : PathOf(_folder!, place),
            };
            return Publish(stored, upload, onlyNew);
        }
        finally
        {
            lock (_gate) { _writing -= stream.Written; }
            await stream.DisposeAsync().ConfigureAwait(false);
            if (upload is not null) { File.Delete(upload); }
        }
    }

    StoredResult Publish(StoredResult stored, string? upload, bool onlyNew)
    {
        var name = Name(stored.Bucket, stored.Key);
        lock (_gate)
        {
            if (onlyNew && _entries.ContainsKey(name))
            {
                throw new ResultStoreException(
                    ResultStoreException.Exists,
                    "At least one of the pre-conditions you specified did not hold");
            }
            Remove(name);
            if (upload is not null) { Move(upload, stored.Path!); }
            Add(name, stored);
            while (_entries.Count > _maxObjects) { RemoveOldest(); }
            return stored;
        }
    }

    static void Move(string upload, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(upload, path, overwrite: true);
        }
        catch (IOException exception)
        {
            throw new ResultStoreException(
                ResultStoreException.InvalidKey,
                "The key can't be a file in the results' folder, for example because another key is its folder. "
                + exception.GetType().Name);
        }
    }

    void Add(string name, StoredResult stored)
    {
        _entries[name] = new(stored, ++_sequence);
        _order.Enqueue((name, _sequence));
        _bytes += stored.Length;
    }

    void Reserve(int count)
    {
        lock (_gate)
        {
            if (_writing + count > MaxBytes)
            {
                throw new ResultStoreException(
                    ResultStoreException.TooLarge,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The object does not fit; expected at most {MaxBytes} bytes in objects that are being written. "
                        + $"Raise {nameof(LocalAthenaOptions.MaxResultStoreBytes)}"));
            }
            _writing += count;
            while (_bytes + _writing > MaxBytes && _entries.Count > 0) { RemoveOldest(); }
        }
    }

    void RemoveOldest()
    {
        // Entries that were replaced or deleted stay in the queue until here.
        while (_order.TryDequeue(out var oldest))
        {
            if (_entries.TryGetValue(oldest.Name, out var entry) && entry.Sequence == oldest.Sequence)
            {
                Remove(oldest.Name);
                return;
            }
        }
    }

    bool Remove(string name)
    {
        if (!_entries.Remove(name, out var entry)) { return false; }
        _bytes -= entry.Object.Length;
        if (entry.Object.Path is { } path) { File.Delete(path); }
        if (_order.Count > 2 * (_entries.Count + 16)) { Compact(); }
        return true;
    }

    void Compact()
    {
        var live = _order.Where(item => _entries.TryGetValue(item.Name, out var entry) && entry.Sequence == item.Sequence).ToArray();
        _order.Clear();
        foreach (var item in live) { _order.Enqueue(item); }
    }

    // The objects of an earlier run, oldest first.
    void Index(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options).OrderBy(file => file.LastWriteTimeUtc))
        {
            var parts = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/').Split('/', 2);
            if (parts is not [var bucket, var key] || !ResultLocation.IsBucket(bucket) || !ResultLocation.IsKey(key)) { continue; }
            var tag = string.Create(CultureInfo.InvariantCulture, $"\"{file.LastWriteTimeUtc.Ticks:x16}{file.Length:x16}-1\"");
            Add(
                Name(bucket, key),
                new(bucket, key, file.Length, tag, new DateTimeOffset(file.LastWriteTimeUtc), "binary/octet-stream")
                {
                    Path = file.FullName,
                });
        }
        while (_entries.Count > _maxObjects || (_bytes > MaxBytes && _entries.Count > 0)) { RemoveOldest(); }
    }

    string UploadPath(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, Uploads));
        return Path.Combine(folder, Uploads, Interlocked.Increment(ref _upload).ToString(CultureInfo.InvariantCulture));
    }

    static string PathOf(string folder, ResultLocation place) => Path.Combine([folder, place.Bucket, .. place.Key.Split('/')]);

    static void CheckBucket(string bucket)
    {
        if (!ResultLocation.IsBucket(bucket))
        {
            throw new ResultStoreException(ResultStoreException.InvalidBucket, "The specified bucket is not valid.");
        }
    }

    static string Name(string bucket, string key) => $"{bucket}/{key}";

    sealed record Entry(StoredResult Object, long Sequence);
}
