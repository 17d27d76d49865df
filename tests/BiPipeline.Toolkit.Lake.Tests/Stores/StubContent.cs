namespace BiPipeline.Toolkit.Lake.Tests.Stores;

/// <summary>Content with an action after its first bytes were read.</summary>
sealed class StubContent(byte[] first, Func<CancellationToken, Task> then, byte[] rest) : ObjectContent
{
    public override long Length => first.Length + rest.Length;

    public override Stream OpenRead() => new StubStream(first, then, rest);

    sealed class StubStream(byte[] first, Func<CancellationToken, Task> then, byte[] rest) : MemoryStream([.. first, .. rest], writable: false)
    {
        bool _happened;

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(first, cancellationToken);
            await destination.FlushAsync(cancellationToken);
            if (!_happened) { await then(cancellationToken); }
            _happened = true;
            cancellationToken.ThrowIfCancellationRequested();
            await destination.WriteAsync(rest, cancellationToken);
        }
    }
}
