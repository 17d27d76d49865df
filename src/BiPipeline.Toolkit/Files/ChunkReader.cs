using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>
/// Cuts an input into chunks of whole records. Where the cuts are depends on the input and the chunk size alone, and no record's reading
/// depends on the cuts. Memory is bounded by the largest record that is read.
/// </summary>
sealed class ChunkReader(FileInput input, int chunkBytes, int maxRecordBytes) : IDisposable
{
    readonly Stream _stream = input.OpenPlain();
    readonly Stack<byte[]> _idle = new();
    byte[] _carried = [];
    RecordSequence _sequence;
    long _position;
    bool _ended;
    bool _begun;

    /// <summary>The next chunk, or null at the end.</summary>
    /// <exception cref="InvalidDataException">The input is of a format that is not read, or its compressed data is broken.</exception>
    internal Chunk? Read()
    {
        if (_ended && _carried.Length == 0) { return null; }
        if (!_idle.TryPop(out var buffer) || buffer.Length < _carried.Length) { buffer = new byte[Math.Max(chunkBytes, _carried.Length)]; }
        _carried.CopyTo(buffer, 0);
        var length = _carried.Length;
        _carried = [];
        while (true)
        {
            length += Fill(buffer.AsSpan(length));
            var bytes = buffer.AsSpan(0, length);
            if (!_begun)
            {
                _begun = true;
                InputFormat.ThrowIfForeign(input.Name, bytes);
            }
            if (_ended) { return length == 0 ? null : Cut(buffer, length, new(length, default)); }
            var cut = RecordCut.Find(bytes, _sequence, maxRecordBytes);
            if (cut.Length > 0) { return Cut(buffer, length, cut); }
            if (cut.TooLargeAt >= 0) { return PassOver(buffer, length, cut); }
            var larger = Math.Min(buffer.Length * 2L, buffer.Length + (long)maxRecordBytes + 1);
            Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, larger));
        }
    }

    /// <summary>Takes back a chunk's array for a later chunk.</summary>
    internal void Return(Chunk chunk)
    {
        // A longer one was for one long record; cuts must be where the chunk size has them.
        if (chunk.Buffer.Length == chunkBytes) { _idle.Push(chunk.Buffer); }
    }

    public void Dispose() => _stream.Dispose();

    Chunk Cut(byte[] buffer, int length, in RecordCut cut)
    {
        _carried = buffer[cut.Length..length];
        var chunk = new Chunk(input, buffer, cut.Length, _sequence, IsLast: _ended && _carried.Length == 0, _position);
        (_sequence, _position) = (cut.Next, _position + cut.Length);
        return chunk;
    }

    // Reads a record that is too large to be held to its end, keeping nothing of it.
    Chunk PassOver(byte[] buffer, int length, in RecordCut cut)
    {
        using var record = new RecordHash();
        for (var isEnded = record.Add(buffer.AsSpan(cut.TooLargeAt, length - cut.TooLargeAt)); !isEnded;)
        {
            length = Fill(buffer);
            isEnded = length > 0 ? record.Add(buffer.AsSpan(0, length)) : record.End();
        }
        _carried = record.Rest;
        var large = new LargeRecord(record.Length, record.Sha256(), cut.TooLargeAt + record.Length);
        var sequence = cut.Next;
        var chunk = new Chunk(input, [], 0, sequence, IsLast: _ended && _carried.Length == 0, _position) { TooLarge = large };
        sequence.EndRecord();
        (_sequence, _position) = (sequence, _position + large.InputBytes);
        return chunk;
    }

    int Fill(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty) { return 0; }
        try
        {
            var length = _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            _ended = length < buffer.Length;
            return length;
        }
        catch (InvalidDataException exception)
        {
            var reason = exception.Message.TrimEnd('.');
            throw new InvalidDataException(
                $"{input.Name}: the compressed data is damaged or incomplete ({reason}). Fetch the file again.", exception);
        }
    }
}
