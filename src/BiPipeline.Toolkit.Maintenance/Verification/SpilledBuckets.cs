namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Bytes in buckets: in memory up to a limit, beyond it in temporary files, one for each bucket. Thread-safe until the first read.
/// </summary>
sealed class SpilledBuckets : IDisposable
{
    // Smaller writes cost more than their memory.
    const int LeastSpilled = 64 * 1024;
    const int MostBuckets = 4096;

    readonly Bucket[] _buckets;
    readonly long _memoryBytes;
    readonly string _folder;
    readonly Lock _spilling = new();
    long _inMemory;
    bool _hasFolder;

    /// <summary>Creates empty buckets.</summary>
    /// <param name="expectedBytes">About how many bytes will be added.</param>
    /// <param name="memoryBytes">Number of bytes in memory.</param>
    /// <param name="temporaryFolder">Where a folder for the rest is created.</param>
    /// <param name="threads">Number of buckets that are read at the same time.</param>
    internal SpilledBuckets(long expectedBytes, long memoryBytes, string temporaryFolder, int threads)
    {
        _memoryBytes = memoryBytes;
        // A quarter for all buckets that are read at the same time.
        var count = Math.Clamp(expectedBytes / Math.Max(1, memoryBytes / 4 / threads), threads, MostBuckets);
        _buckets = [.. Enumerable.Range(0, (int)count).Select(_ => new Bucket())];
        _folder = Path.Combine(temporaryFolder, $"bipipeline-verify-{Path.GetRandomFileName()}");
    }

    internal int Count => _buckets.Length;

    /// <summary>Number of bytes in temporary files.</summary>
    internal long SpilledBytes { get; private set; }

    /// <summary>Adds bytes to the bucket of a hash.</summary>
    internal void Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        var bucket = _buckets[(int)(hash % (ulong)_buckets.Length)];
        lock (bucket.Lock)
        {
            if (bucket.Length + bytes.Length > bucket.Bytes.Length)
            {
                Array.Resize(ref bucket.Bytes, Math.Max(bucket.Length + bytes.Length, Math.Max(1024, bucket.Bytes.Length * 2)));
            }
            bytes.CopyTo(bucket.Bytes.AsSpan(bucket.Length));
            bucket.Length += bytes.Length;
        }
        if (Interlocked.Add(ref _inMemory, bytes.Length) >= _memoryBytes) { Spill(); }
    }

    /// <summary>Number of bytes of a bucket.</summary>
    internal long LengthOf(int index) => _buckets[index].Spilled + _buckets[index].Length;

    /// <summary>Copies a bucket's bytes, and releases its memory.</summary>
    internal void Take(int index, Span<byte> target)
    {
        var bucket = _buckets[index];
        if (bucket.Spilled > 0)
        {
            using var file = File.OpenRead(PathOf(index));
            file.ReadExactly(target[..(int)bucket.Spilled]);
        }
        bucket.Bytes.AsSpan(0, bucket.Length).CopyTo(target[(int)bucket.Spilled..]);
        (bucket.Bytes, bucket.Length) = ([], 0);
    }

    public void Dispose()
    {
        if (_hasFolder) { Directory.Delete(_folder, recursive: true); }
    }

    void Spill()
    {
        lock (_spilling)
        {
            if (Interlocked.Read(ref _inMemory) < _memoryBytes) { return; }
            if (!_hasFolder)
            {
                Directory.CreateDirectory(_folder);
                _hasFolder = true;
            }
            // Small buckets stay, unless all of them are small.
            if (SpillFrom(LeastSpilled) == 0) { SpillFrom(1); }
        }
    }

    long SpillFrom(int least)
    {
        var spilled = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            var bucket = _buckets[i];
            lock (bucket.Lock)
            {
                if (bucket.Length < least) { continue; }
                using var file = new FileStream(PathOf(i), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                file.Write(bucket.Bytes, 0, bucket.Length);
                bucket.Spilled += bucket.Length;
                spilled += bucket.Length;
                bucket.Length = 0;
            }
        }
        Interlocked.Add(ref _inMemory, -spilled);
        SpilledBytes += spilled;
        return spilled;
    }

    string PathOf(int index) => Path.Combine(_folder, index.ToString(CultureInfo.InvariantCulture));

    sealed class Bucket
    {
        // A field, because it is resized in place.
        internal byte[] Bytes = [];

        internal Lock Lock { get; } = new();

        internal int Length { get; set; }

        internal long Spilled { get; set; }
    }
}
