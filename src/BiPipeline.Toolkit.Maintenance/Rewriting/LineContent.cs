using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The lines of a unit of the raw or quarantine zone: each of equal bytes once.</summary>
sealed class LineContent(IObjectStore store, RewriteUnit unit, RewriteOptions options) : IUnitContent
{
    const int FirstBytes = 64 * 1024;

    readonly List<RewriteInput> _inputs = [];
    readonly List<PendingObject> _finished = [];
    readonly DigestSet _digests = new(unit.Rows);
    byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    RewrittenLines? _file;
    long _lines;
    long _repeated;

    public async Task ReadAsync(RewriteInput input, CancellationToken cancellationToken)
    {
        var key = input.Key.ToString();
        Stream stream;
        try
        {
            stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            // Another run has rewritten it.
            return;
        }
        await using var _ = stream.ConfigureAwait(false);
        var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        await using var __ = plain.ConfigureAwait(false);
        var before = _lines;
        try
        {
            await ReadAsync(plain, input, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"Object '{key}' can't be read as gzip: {exception.Message}", exception);
        }
        if (_lines - before != input.Key.Rows)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"Object '{key}' has {_lines - before} lines; expected {input.Key.Rows} by its name."));
        }
        _inputs.Add(input);
    }

    public Rewritten Finish()
    {
        FinishFile();
        var isUnchanged = _inputs.Count <= 1 && _repeated == 0;
        PendingObject[] outputs = isUnchanged ? [] : [.. _finished];
        if (!isUnchanged) { _finished.Clear(); }
        return new(isUnchanged ? [] : _inputs, outputs, _lines, _repeated, LeftOut: 0);
    }

    public void Dispose()
    {
        _file?.Dispose();
        foreach (var item in _finished) { item.Buffer.Dispose(); }
        _finished.Clear();
        if (_buffer.Length > 0) { ArrayPool<byte>.Shared.Return(_buffer); }
        _buffer = [];
    }

    async Task ReadAsync(Stream plain, RewriteInput input, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (true)
        {
            if (filled == _buffer.Length) { Grow(); }
            var read = await plain.ReadAsync(_buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0) { break; }
            filled += read;
            filled = TakeLines(filled, input);
        }
        // A last line without its end is a line too.
        if (filled > 0) { Take(_buffer.AsSpan(0, filled), input); }
    }

    // Takes the whole lines at the start of the buffer, and moves the rest there. Returns its length.
    int TakeLines(int filled, RewriteInput input)
    {
        var start = 0;
        while (_buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is >= 0 and var length)
        {
            Take(_buffer.AsSpan(start, length), input);
            start += length + 1;
        }
        _buffer.AsSpan(start, filled - start).CopyTo(_buffer);
        return filled - start;
    }

    void Take(ReadOnlySpan<byte> line, RewriteInput input)
    {
        _lines++;
        var digest = XxHash128.HashToUInt128(line);
        if (!_digests.Add(digest))
        {
            _repeated++;
            return;
        }
        _file ??= new(unit, options.Writer);
        _file.Add(line, digest, input.Key);
        if (_file.IsFull) { FinishFile(); }
    }

    void FinishFile()
    {
        if (_file is null) { return; }
        _finished.Add(_file.Finish());
        _file.Dispose();
        _file = null;
    }

    void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
