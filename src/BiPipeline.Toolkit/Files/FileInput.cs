namespace BiPipeline.Toolkit;

/// <summary>
/// An input of a <see cref="FilePipeline"/> or a <see cref="FileSchemaInference"/>: bytes of records, gzip or not, from a file of this
/// machine, an object in S3, or anywhere else.
/// </summary>
public sealed class FileInput
{
    readonly Func<Stream> _open;

    FileInput(string name, long length, Func<Stream> open, bool canReopen) =>
        (Name, Length, _open, CanReopen) = (name, length, open, canReopen);

    /// <summary>The input's name in messages.</summary>
    public string Name { get; }

    /// <summary>Number of stored bytes, for progress; fewer are an error. 0 when unknown.</summary>
    public long Length { get; }

    /// <summary>Whether the input can be opened more than once; false for a pipe.</summary>
    public bool CanReopen { get; }

    /// <summary>
    /// The time of the input's items, from the manifest of the full export that names it. Default (null): unknown; an item then needs a
    /// time beside it, or <see cref="FilePipelineOptions.AsOf"/>.
    /// </summary>
    public DateTimeOffset? AsOf { get; internal set; }

    /// <summary>Whether an incremental export has old images; null when the input is not known to be of one.</summary>
    internal bool? HasOldImages { get; set; }

    /// <summary>The first and the last write time of lines of an incremental export; null for any time.</summary>
    internal (DateTimeOffset First, DateTimeOffset Last)? WriteTimes { get; set; }

    /// <summary>Whether the input is an object of the raw or quarantine zone, whose records already have raw copies.</summary>
    public bool IsZoneObject => LakeLayout.TryParseKey(KeyIn(Name), out var key) && key.Zone != LakeZone.Processed;

    /// <summary>Number of stored bytes that were read since the input was last opened.</summary>
    internal long StoredBytesRead { get; set; }

    /// <summary>Opens a local file.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static FileInput Open(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) { throw new FileNotFoundException($"Input '{path}' does not exist."); }
        return new(path, file.Length, OpenFile, canReopen: file.Length > 0);

        FileStream OpenFile() =>
            new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    }

    /// <summary>Creates an input that the pipeline opens when it reads it.</summary>
    /// <param name="name">The input's name in messages.</param>
    /// <param name="length">Number of stored bytes, for progress; fewer are an error. 0 when unknown.</param>
    /// <param name="open">Opens the input at its first byte.</param>
    /// <param name="canReopen">Whether it can be opened more than once; false for a pipe. Default true.</param>
    public static FileInput From(string name, long length, Func<Stream> open, bool canReopen = true) =>
        new(name, length, open, canReopen);

    /// <summary>
    /// Finds inputs: files, folders (with everything below), patterns (<c>*</c>, <c>?</c>, <c>[…]</c>, <c>**</c> over folders),
    /// <c>s3://bucket/key</c>, prefixes and patterns in S3. Of an export of DynamoDB, the files that its <c>manifest-files.json</c> names.
    /// </summary>
    /// <remarks>
    /// In folders, names that begin with <c>.</c> or <c>_</c>, and manifests, are skipped. The files of a place are sorted by the UTF-8
    /// bytes of their paths: the same files give the same objects from a folder and from S3. Objects are read in ranges of 16 MiB, and
    /// retried when a connection is cut; an object that changes before it is read to its end is an error. Needs <c>s3:GetObject</c>, and
    /// <c>s3:ListBucket</c> for prefixes and patterns.
    /// </remarks>
    /// <param name="places">The places, in the order in which they are read.</param>
    /// <param name="client">How S3 is reached. Default (null): the defaults.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ArgumentException">A place is neither a path nor <c>s3://bucket/key</c>.</exception>
    /// <exception cref="FileNotFoundException">A place has no file, or lacks one that its manifest names.</exception>
    /// <exception cref="IOException">A folder or bucket can't be listed.</exception>
    public static Task<IReadOnlyList<FileInput>> FindAsync(
        IEnumerable<string> places, AwsClientOptions? client = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(places);
        return new InputFinder(client ?? new()).FindAsync(places, cancellationToken);
    }

    /// <summary>Opens the bytes as they are stored.</summary>
    internal Stream OpenStored() => _open();

    // The first two bytes identify gzip (RFC 1952), not the name.
    internal Stream OpenPlain()
    {
        StoredBytesRead = 0;
        var stream = new StoredStream(_open(), this);
        var head = new byte[2];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new JoinedStream(new MemoryStream(head, 0, length, writable: false), stream);
        return head is [0x1F, 0x8B] ? new GzipReader(whole) : whole;
    }

    // A path ends with zone, table, day and name, for any root of the lake.
    static string KeyIn(string path)
    {
        var segments = path.Split('/', '\\');
        return string.Join('/', segments[^Math.Min(segments.Length, 4)..]);
    }
}
