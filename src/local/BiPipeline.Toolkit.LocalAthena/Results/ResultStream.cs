using System.Security.Cryptography;

namespace BiPipeline.Toolkit.LocalAthena.Results;

/// <summary>Counts and hashes what is written, and asks before each write whether there is room for it.</summary>
sealed class ResultStream(Stream inner, Action<int> reserve) : Stream
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Written;

    public override long Position
    {
        get => Written;
        set => throw new NotSupportedException();
    }

    internal long Written { get; private set; }

    // With the suffix of a multipart upload, because SDKs compare another one with the content's MD5.
    internal string ETag() => $"\"{Convert.ToHexStringLower(_hash.GetCurrentHash().AsSpan(0, 16))}-1\"";

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Count(buffer);
        inner.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count(buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) { _hash.Dispose(); }
        base.Dispose(disposing);
    }

    void Count(ReadOnlySpan<byte> buffer)
    {
        reserve(buffer.Length);
        _hash.AppendData(buffer);
        Written += buffer.Length;
    }
}
