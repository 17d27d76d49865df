namespace BiPipeline.Toolkit;

/// <summary>An input of a <see cref="FilePipeline"/>: a file of records, gzip or not.</summary>
public sealed class FileInput
{
    readonly Func<Stream> _open;

    FileInput(string name, long length, Func<Stream> open) => (Name, Length, _open) = (name, length, open);

    /// <summary>The input's name in messages.</summary>
    public string Name { get; }

    /// <summary>Bytes as stored, for progress.</summary>
    public long Length { get; }

    /// <summary>True for an object of the raw or quarantine zone, whose records have their raw copy already.</summary>
    public bool IsZoneObject => LakeLayout.TryParseKey(KeyIn(Name), out var key) && key.Zone != LakeZone.Processed;

    /// <summary>A file on this machine.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileInput Open(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) { throw new FileNotFoundException($"Input '{path}' does not exist."); }
        return new(path, file.Length, () =>
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
    }

    /// <summary>An input that is opened when its turn comes.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="length">Bytes as stored, for progress; 0 when unknown.</param>
    /// <param name="open">Opens it at its first byte.</param>
    public static FileInput From(string name, long length, Func<Stream> open) => new(name, length, open);

    // Gzip is told by its first two bytes (RFC 1952), not by the name.
    internal Stream OpenPlain()
    {
        var stream = _open();
        var head = new byte[2];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new JoinedStream(new MemoryStream(head, 0, length, writable: false), stream);
        return head is [0x1F, 0x8B] ? new GzipReader(whole) : whole;
    }

    // Zone, table, day and name end a path, whatever the lake's root is.
    static string KeyIn(string path)
    {
        var segments = path.Split('/', '\\');
        return string.Join('/', segments[^Math.Min(segments.Length, 4)..]);
    }
}
