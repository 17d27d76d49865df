using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>A pool of objects with large buffers that files reuse. It holds as many as were ever in use at once.</summary>
sealed class Pool<T>
    where T : class, new()
{
    readonly ConcurrentBag<T> _items = [];

    internal T Rent() => _items.TryTake(out var item) ? item : new();

    internal void Return(T item) => _items.Add(item);
}
