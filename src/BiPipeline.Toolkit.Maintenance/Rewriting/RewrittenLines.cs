using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A gzip object with rewritten lines, while it is being filled. Its name has the first sequence number of the object of its first line,
/// the last one of the object of its last line, and a hash of the lines' digests in order.
/// </summary>
sealed class RewrittenLines : IDisposable
{
    const int DigestBytes = 16;

    readonly RewriteUnit _unit;
    readonly LakeWriterOptions _options;
    readonly SpillBuffer _buffer;
    readonly BufferStream _compressed;
    readonly GZipStream _gzip;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    LakeKey? _first;
    LakeKey? _last;
    long _lines;
    bool _isFinished;

    internal RewrittenLines(RewriteUnit unit, LakeWriterOptions options)
    {
        (_unit, _options) = (unit, options);
        _buffer = new(options.MemoryBytes);
        _compressed = new(_buffer);
        _gzip = new(_compressed, options.LineCompression, leaveOpen: true);
        _hash.AppendData("rewrite\njson.gz\n"u8);
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
        Span<byte> bytes = stackalloc byte[DigestBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, digest);
        _hash.AppendData(bytes);
        _first ??= source;
        _last = source;
        _lines++;
    }

    /// <summary>Returns the finished object. Nothing can be added after it.</summary>
    internal PendingObject Finish()
    {
        _gzip.Dispose();
        _isFinished = true;
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset())[..LakeLayout.HashDigits];
        var key = _first! with { LastSequence = _last!.LastSequence, Rows = _lines, Hash = hash, Extension = "json.gz" };
        return new(_unit.Zone, _unit.Table, key.ToString(), _lines, _buffer, new());
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _compressed.Dispose();
        _hash.Dispose();
        if (!_isFinished) { _buffer.Dispose(); }
    }
}
