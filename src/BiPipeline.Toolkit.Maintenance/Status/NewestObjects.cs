namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Keeps the objects of the last partitions of a listing within a number of bytes, and within a number of objects.</summary>
/// <param name="bytes">The bytes.</param>
sealed class NewestObjects(long bytes)
{
    const int MostObjects = 1000;

    readonly Queue<ListedObject> _objects = new();
    long _bytes;

    /// <summary>The objects, the last of the listing first.</summary>
    internal IEnumerable<ListedObject> Newest => _objects.Reverse();

    internal void Add(ListedObject item)
    {
        _objects.Enqueue(item);
        _bytes += item.Bytes;
        while (_objects.Count > 0 && (_bytes > bytes || _objects.Count > MostObjects)) { _bytes -= _objects.Dequeue().Bytes; }
    }
}
