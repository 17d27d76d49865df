namespace BiPipeline.Toolkit;

/// <summary>An input of a <see cref="FilePipeline"/>: a file of records, with or without gzip.</summary>
public sealed class FileInput
{
    readonly Func<Stream> _open;

    FileInput(string name, long length, Func<Stream> open) => (Name, Length, _open) = (name, length, open);

    /// <summary>The input's name in messages.</summary>
    public string Name { get; }

    /// <summary>Number of stored bytes, for progress.</summary>
    public long Length { get; }

    /// <summary>Whether the input is an object of the raw or quarantine zone, whose records already have raw copies.</summary>
    public bool IsZoneObject => LakeLayout.TryParseKey(KeyIn(Name), out var key) && key.Zone != LakeZone.Processed;

    /// <summary>Opens a local file.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static FileInput Open(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) { throw new FileNotFoundException($"Input '{path}' does not exist."); }
        return new(path, file.Length, () =>
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
    }

    /// <summary>Creates an input that the pipeline opens when it reads it.</summary>
    /// <param name="name">The input's name in messages.</param>
    /// <param name="length">Number of stored bytes, for progress; 0 when unknown.</param>
    /// <param name="open">Opens the input at its first byte.</param>
    public static FileInput From(string name, long length, Func<Stream> open) => new(name, length, open);

    // The first two bytes identify gzip (RFC 1952), not the name.
    internal Stream OpenPlain()
    {
        var stream = _open();
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
