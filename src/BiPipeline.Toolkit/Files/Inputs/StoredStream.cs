namespace BiPipeline.Toolkit;

/// <summary>
/// An input's bytes as stored: counted for progress. An error when they end before the input's length at the start. Bytes that are
/// appended while it is read are read too.
/// </summary>
sealed class StoredStream(Stream stream, FileInput input) : Stream
{
    long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = stream.Read(buffer, offset, count);
        _position += length;
        input.StoredBytesRead = _position;
        return length > 0 || count == 0 || _position >= input.Length
            ? length
            : throw new InputChangedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{input.Name} ends at byte {_position}; expected {input.Length} bytes, as it had before. Leave it alone, and run again."));
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) { stream.Dispose(); }
        base.Dispose(disposing);
    }
}
