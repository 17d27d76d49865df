using System.IO.Compression;

namespace BiPipeline.Toolkit.Lake;

/// <summary>A gzip object with a day's raw or quarantine lines, while it is being filled.</summary>
sealed class LineFile : IOpenFile
{
    readonly LakeZone _zone;
    readonly string _table;
    readonly LakeWriterOptions _options;
    readonly SpillBuffer _buffer;
    readonly BufferStream _compressed;
    readonly GZipStream _gzip;
    readonly KeyBuilder _key;
    readonly RecordRanges _records = new();
    bool _finished;

    internal LineFile(LakeZone zone, string table, string partition, string schemaHash, LakeWriterOptions options)
    {
        (_zone, _table, _options) = (zone, table, options);
        _buffer = new SpillBuffer(options.MemoryBytes);
        _compressed = new BufferStream(_buffer);
        _gzip = new GZipStream(_compressed, options.LineCompression, leaveOpen: true);
        // Lines are the content: another compression level is no other object.
        _key = new KeyBuilder(zone, table, partition, "json.gz", schemaHash, fingerprint: "json.gz");
    }

    public bool IsFull => _compressed.Position >= _options.ObjectBytes;

    public long LastBlock { get; set; }

    /// <summary>Adds a line.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="index">The line's index.</param>
    /// <param name="record">The line's record, counted from the writer's first.</param>
    internal void Append(RecordLines lines, int index, long record)
    {
        _gzip.Write(lines.Line(index));
        _gzip.WriteByte((byte)'\n');
        _key.Add(lines.EventId(index), lines.Sequence(index), lines.Digest(index));
        _records.Add(record);
    }

    public PendingObject Finish()
    {
        _gzip.Dispose();
        _finished = true;
        return new(_zone, _table, _key.Finish(), _key.Rows, _buffer, _records);
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _compressed.Dispose();
        _key.Dispose();
        if (!_finished) { _buffer.Dispose(); }
    }
}
