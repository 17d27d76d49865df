using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>Objects with large buffers that pass from file to file; there are as many as are ever in use at once.</summary>
sealed class Pool<T>
    where T : class, new()
{
    readonly ConcurrentBag<T> _items = [];

    internal T Rent() => _items.TryTake(out var item) ? item : new();

    internal void Return(T item) => _items.Add(item);
}
