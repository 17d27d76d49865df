using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>A chunk on its way to rows, flattened by whoever comes first: a worker, or the one that wants the rows.</summary>
sealed class ChunkWork(RecordFlattener flattener, Chunk chunk, FileInput input)
{
    readonly TaskCompletionSource<FlattenedChunk> _flattened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _begun;

    /// <summary>The chunk's rows, once it is flattened.</summary>
    /// <exception cref="InvalidDataException">The chunk is no records, or of a kind that a schema refuses.</exception>
    internal Task<FlattenedChunk> Flattened => _flattened.Task;

    /// <summary>Flattens the chunk; false when somebody else has begun to.</summary>
    internal bool TryFlatten()
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0) { return false; }
        try
        {
            _flattened.SetResult(Flatten());
        }
        catch (Exception exception)
        {
            _flattened.SetException(exception);
        }
        return true;
    }

    FlattenedChunk Flatten()
    {
        flattener.Clear();
        try
        {
            flattener.Flatten(chunk.Bytes, chunk.Kind);
        }
        catch (PayloadException exception)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{input.Name}, counted from byte {chunk.Start}: {exception.Message}"), exception);
        }
        if (input.IsZoneObject)
        {
            foreach (var batch in flattener.Batches) { batch.Raw.Truncate(0); }
        }
        return new(flattener, chunk);
    }
}
