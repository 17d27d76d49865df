namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Reads the lines of an object, gzip or not, one at a time. Memory is bounded by the longest line. An empty line is skipped.
/// </summary>
/// <param name="stored">The object's bytes as stored; the reader disposes it.</param>
sealed class LineReader(Stream stored) : IDisposable
{
    const int FirstBytes = 64 * 1024;
    const byte End = (byte)'\n';

    readonly Stream _plain = OpenPlain(stored);
    byte[] _buffer = new byte[FirstBytes];
    int _start;
    int _length;
    bool _ended;

    /// <summary>Reads the next line, without its end. It is valid until the next call.</summary>
    /// <returns>False at the end of the object.</returns>
    /// <exception cref="InvalidDataException">The compressed data is damaged or incomplete.</exception>
    internal bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _length).IndexOf(End);
            if (end < 0 && !_ended)
            {
                Fill();
                continue;
            }
            var length = end < 0 ? _length : end;
            line = _buffer.AsMemory(_start, length);
            var taken = end < 0 ? length : length + 1;
            (_start, _length) = (_start + taken, _length - taken);
            if (!line.IsEmpty) { return true; }
            if (taken == 0) { return false; }
        }
    }

    public void Dispose() => _plain.Dispose();

    /// <summary>Returns the decompressed bytes of an object. The first two bytes identify gzip (RFC 1952), not the name.</summary>
    internal static Stream OpenPlain(Stream stored)
    {
        var head = new byte[2];
        var length = stored.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new JoinedStream(new MemoryStream(head, 0, length, writable: false), stored);
        return head is [0x1F, 0x8B] ? new GzipReader(whole) : whole;
    }

    void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _length).CopyTo(_buffer);
            _start = 0;
        }
        if (_length == _buffer.Length) { Array.Resize(ref _buffer, checked(_buffer.Length * 2)); }
        var read = _plain.Read(_buffer.AsSpan(_length));
        _length += read;
        _ended = read == 0;
    }
}
