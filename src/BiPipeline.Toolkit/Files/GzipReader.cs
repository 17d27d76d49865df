using System.IO.Compression;

namespace BiPipeline.Toolkit;

/// <summary>
/// Decompresses gzip and fails when the data is incomplete, which <see cref="GZipStream"/> alone treats as the end. Appends a separate
/// member to the data (RFC 1952 allows several members). Its content appears unchanged only when the data before it is complete.
/// </summary>
sealed class GzipReader : ForwardStream
{
    const int BufferBytes = 64 * 1024;

    static readonly byte[] Mark = Encoding.UTF8.GetBytes("BiPipeline.Toolkit: all of the data came before this.");
    static readonly byte[] MarkMember = Compress(Mark);

    readonly GZipStream _gzip;
    readonly byte[] _buffer = new byte[BufferBytes];
    int _start;
    int _length;
    bool _ended;

    internal GzipReader(Stream compressed) =>
        _gzip = new GZipStream(new JoinedStream(compressed, new MemoryStream(MarkMember, writable: false)), CompressionMode.Decompress);

    /// <summary>Reads decompressed bytes.</summary>
    /// <exception cref="InvalidDataException">The data is not gzip, is damaged, or is incomplete.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) { return 0; }
        while (_length <= Mark.Length && !_ended) { Fill(); }
        var length = Math.Min(buffer.Length, _length - (_ended ? 0 : Mark.Length));
        _buffer.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        _length -= length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { _gzip.Dispose(); }
        base.Dispose(disposing);
    }

    // Holds back the last bytes until it is known whether they are the mark.
    void Fill()
    {
        _buffer.AsSpan(_start, _length).CopyTo(_buffer);
        _start = 0;
        var read = _gzip.Read(_buffer.AsSpan(_length));
        _length += read;
        if (read > 0) { return; }
        _ended = true;
        if (!_buffer.AsSpan(0, _length).SequenceEqual(Mark))
        {
            throw new InvalidDataException("It is incomplete, or other bytes follow its end.");
        }
        _length = 0;
    }

    static byte[] Compress(byte[] data)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal)) { gzip.Write(data); }
        return compressed.ToArray();
    }
}
