using System.IO.Compression;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A gzip object with rewritten lines, while it is being filled. Its name has the first sequence number of the object of its first line,
/// the last one of the object of its last line, and a hash of the lines' digests in order.
/// </summary>
sealed class RewrittenLines : IDisposable
{
    readonly RewriteUnit _unit;
    readonly LakeWriterOptions _options;
    readonly SpillBuffer _buffer;
    readonly BufferStream _compressed;
    readonly GZipStream _gzip;
    readonly LinesHash _hash = new();
    LakeKey? _first;
    LakeKey? _last;
    bool _isFinished;

    internal RewrittenLines(RewriteUnit unit, LakeWriterOptions options)
    {
        (_unit, _options) = (unit, options);
        _buffer = new(options.MemoryBytes);
        _compressed = new(_buffer);
        _gzip = new(_compressed, options.LineCompression, leaveOpen: true);
    }

    internal bool IsFull => _compressed.Position >= _options.ObjectBytes;

    /// <summary>Adds a line.</summary>
    /// <param name="line">Its bytes, without a line break.</param>
    /// <param name="digest">Their digest.</param>
    /// <param name="source">The object that it is from.</param>
    internal void Add(ReadOnlySpan<byte> line, UInt128 digest, LakeKey source)
    {
        _gzip.Write(line);
        _gzip.WriteByte((byte)'\n');
        _hash.Add(digest);
        _first ??= source;
        _last = source;
    }

    /// <summary>Returns the finished object. Nothing can be added after it.</summary>
    internal PendingObject Finish()
    {
        _gzip.Dispose();
        _isFinished = true;
        var key = _first! with { LastSequence = _last!.LastSequence, Rows = _hash.Lines, Hash = _hash.Finish(), Extension = "json.gz" };
        return new(_unit.Zone, _unit.Table, key.ToString(), key.Rows, _buffer, new());
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _compressed.Dispose();
        _hash.Dispose();
        if (!_isFinished) { _buffer.Dispose(); }
    }
}
