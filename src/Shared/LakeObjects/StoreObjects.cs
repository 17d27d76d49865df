using System.Runtime.CompilerServices;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Lake;

/// <summary>The objects of a lake's store, for latest tables: Athena's package does not know stores.</summary>
sealed class StoreObjects(IObjectStore store) : ILakeObjects
{
    public async IAsyncEnumerable<(string Key, long Bytes)> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stored in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            yield return (stored.Key, stored.Bytes);
        }
    }

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string key, CancellationToken cancellationToken = default)
    {
        var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }

    public async Task<bool> TryPutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        await store.PutAsync(key, ObjectContent.Of(content.ToArray()), cancellationToken).ConfigureAwait(false) == PutOutcome.Created;
}
