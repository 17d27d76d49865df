namespace BiPipeline.Toolkit;

/// <summary>A stream over several streams in order. Disposes all of them.</summary>
sealed class JoinedStream(params IReadOnlyList<Stream> parts) : Stream
{
    int _part;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        for (; _part < parts.Count; _part++)
        {
            var length = parts[_part].Read(buffer);
            if (length > 0 || buffer.IsEmpty) { return length; }
        }
        return 0;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var part in parts) { part.Dispose(); }
        }
        base.Dispose(disposing);
    }
}
