using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>
/// Divides an input into chunks of whole lines; an event stays whole. The cuts depend only on the input and the chunk size.
/// </summary>
sealed class ChunkReader(FileInput input, int chunkBytes, int maxBytes = ChunkReader.MaxBytes) : IDisposable
{
    internal const int MaxBytes = 64 * 1024 * 1024;

    readonly Stream _stream = input.OpenPlain();
    readonly Stack<byte[]> _idle = new();
    byte[] _carried = [];
    long _position;
    bool _ended;
    bool _isWhole;
    bool _begun;

    /// <summary>Returns the next chunk; null at the end.</summary>
    /// <exception cref="InvalidDataException">A line or event is longer than the limit, or the compressed data is damaged.</exception>
    internal Chunk? Read()
    {
        if (_ended && _carried.Length == 0) { return null; }
        if (!_idle.TryPop(out var buffer) || buffer.Length < _carried.Length) { buffer = new byte[Math.Max(chunkBytes, _carried.Length)]; }
        _carried.CopyTo(buffer, 0);
        var length = _carried.Length;
        _carried = [];
        while (true)
        {
            if (!_ended)
            {
                length += Fill(buffer.AsSpan(length));
                _ended = length < buffer.Length;
            }
            if (!_begun)
            {
                _begun = true;
                _isWhole = RecordFlattener.Detect(buffer.AsSpan(0, length)) != PayloadKind.Lines;
            }
            var end = _ended ? length : _isWhole ? 0 : buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            if (end > 0 || _ended)
            {
                _carried = buffer[end..length];
                var start = _position;
                _position += end;
                return length == 0 ? null : new Chunk(input, buffer, end, _isWhole ? PayloadKind.Detect : PayloadKind.Lines, start);
            }
            if (buffer.Length >= maxBytes)
            {
                throw TooLong();
            }
            Array.Resize(ref buffer, Math.Min(maxBytes, buffer.Length * 2));
        }
    }

    /// <summary>Takes back a chunk's array for a later chunk.</summary>
    internal void Return(Chunk chunk)
    {
        // A longer array was for one long line; later cuts must follow the chunk size.
        if (chunk.Buffer.Length == chunkBytes) { _idle.Push(chunk.Buffer); }
    }

    public void Dispose() => _stream.Dispose();

    InvalidDataException TooLong() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{input.Name}: {(_isWhole ? "the event" : "a line")} has more than {maxBytes} bytes; expected at most that. Split it."));

    int Fill(Span<byte> buffer)
    {
        try
        {
            return _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            var reason = exception.Message.TrimEnd('.');
            throw new InvalidDataException(
                $"{input.Name}: the compressed data is damaged or incomplete ({reason}). Fetch the file again.", exception);
        }
    }
}
