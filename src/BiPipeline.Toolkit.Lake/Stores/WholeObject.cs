namespace BiPipeline.Toolkit.Lake;

/// <summary>Reads small objects, such as schemas and receipts, as a whole.</summary>
static class WholeObject
{
    /// <summary>Reads an object.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    /// <exception cref="IOException">The object can't be read.</exception>
    internal static async Task<byte[]> ReadAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        return await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a stream to its end.</summary>
    internal static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }
}
