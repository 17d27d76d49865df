namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A copy of an object's stored bytes that can be read more than once: in memory, or a temporary file for a large one.</summary>
sealed class StoredCopy : IDisposable
{
    const int MemoryBytes = 8 * 1024 * 1024;
    const int PartBytes = 128 * 1024;

    readonly SpillBuffer _buffer = new(MemoryBytes);
    ObjectContent? _content;

    StoredCopy() { }

    internal long Length => _content!.Length;

    /// <summary>Reads an object.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    /// <exception cref="IOException">The object can't be read.</exception>
    internal static async Task<StoredCopy> ReadAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var copy = new StoredCopy();
        try
        {
            int length;
            while ((length = await stream.ReadAsync(copy._buffer.GetMemory(PartBytes), cancellationToken).ConfigureAwait(false)) > 0)
            {
                copy._buffer.Advance(length);
            }
            copy._content = copy._buffer.ToContent();
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Returns a new stream at the first byte.</summary>
    internal Stream OpenRead() => _content!.OpenRead();

    public void Dispose() => _buffer.Dispose();
}
