namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The objects of a lake, as latest tables need them: what the tables have taken so far, who works on them, and which objects there are.
/// The command line reads and writes them through the lake's own store.
/// </summary>
public interface ILakeObjects
{
    /// <summary>Lists the objects below a prefix, sorted by the UTF-8 bytes of their keys, which are relative to the lake's root.</summary>
    IAsyncEnumerable<(string Key, long Bytes)> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Reads an object.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    Task<ReadOnlyMemory<byte>> ReadAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Puts an object unless its key exists.</summary>
    /// <returns>Whether this call has put it.</returns>
    Task<bool> TryPutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);
}
