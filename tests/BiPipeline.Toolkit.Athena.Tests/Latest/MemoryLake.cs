using System.Runtime.CompilerServices;
using System.Text;

namespace BiPipeline.Toolkit.Athena.Tests.Latest;

/// <summary>A lake in memory: keys and sizes, and what the work on latest tables puts.</summary>
sealed class MemoryLake : ILakeObjects
{
    readonly SortedDictionary<string, ReadOnlyMemory<byte>> _objects = new(StringComparer.Ordinal);

    internal IEnumerable<string> Keys => _objects.Keys;

    /// <summary>Runs before each put; a test fails there, or is faster than the put.</summary>
    internal Action<string> BeforePut { get; set; } = _ => { };

    internal void Add(string key, int bytes = 100) => _objects[key] = new byte[bytes];

    internal string Text(string key) => Encoding.UTF8.GetString(_objects[key].Span);

    public async IAsyncEnumerable<(string Key, long Bytes)> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var (key, content) in _objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToArray()) { yield return (key, content.Length); }
    }

    public Task<ReadOnlyMemory<byte>> ReadAsync(string key, CancellationToken cancellationToken = default) =>
        _objects.TryGetValue(key, out var content) ? Task.FromResult(content) : throw new FileNotFoundException($"No '{key}'.");

    public Task<bool> TryPutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        BeforePut(key);
        return Task.FromResult(_objects.TryAdd(key, content.ToArray()));
    }
}
