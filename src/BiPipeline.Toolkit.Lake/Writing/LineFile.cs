using System.IO.Compression;

namespace BiPipeline.Toolkit.Lake;

/// <summary>A day's raw or quarantine lines on their way into one gzip object.</summary>
sealed class LineFile : IDisposable
{
    readonly LakeZone _zone;
    readonly string _table;
    readonly LakeWriterOptions _options;
    readonly SpillBuffer _buffer;
    readonly BufferStream _compressed;
    readonly GZipStream _gzip;
    readonly LakeKey _key;
    readonly List<int> _records = [];
    bool _finished;

    internal LineFile(LakeZone zone, string table, string partition, string schemaHash, LakeWriterOptions options)
    {
        (_zone, _table, _options) = (zone, table, options);
        _buffer = new SpillBuffer(options.MemoryBytes);
        _compressed = new BufferStream(_buffer);
        _gzip = new GZipStream(_compressed, options.LineCompression, leaveOpen: true);
        _key = new LakeKey(zone, table, partition, "json.gz", schemaHash, $"json.gz {options.LineCompression}");
    }

    internal bool IsFull => _compressed.Position >= _options.ObjectBytes;

    internal void Append(RecordLines lines, int index)
    {
        _gzip.Write(lines.Line(index));
        _gzip.WriteByte((byte)'\n');
        _key.Add(lines.EventId(index), lines.Sequence(index));
        _records.Add(lines.Records[index]);
    }

    internal PendingObject Finish()
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
