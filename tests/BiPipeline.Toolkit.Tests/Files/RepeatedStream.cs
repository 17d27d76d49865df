namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>The same bytes over and over, so that a test's input takes no memory.</summary>
sealed class RepeatedStream(byte[] bytes, int times) : Stream
{
    readonly long _length = (long)bytes.Length * times;
    long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var start = (int)(_position % bytes.Length);
        var length = (int)Math.Min(Math.Min(buffer.Length, bytes.Length - start), _length - _position);
        bytes.AsSpan(start, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
