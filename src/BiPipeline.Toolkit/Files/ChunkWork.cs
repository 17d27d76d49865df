using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>A chunk on its way to rows: a worker flattens it ahead, or, when none has begun, whoever wants the rows.</summary>
sealed class ChunkWork(RecordFlattener flattener, Chunk chunk, FileInput input)
{
    readonly TaskCompletionSource<FlattenedChunk> _flattened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _begun;

    /// <summary>Flattens the chunk unless somebody has begun to; a fault comes out of <see cref="ResultAsync"/>.</summary>
    internal void RunAhead()
    {
        if (!TryBegin()) { return; }
        try
        {
            _flattened.SetResult(Flatten());
        }
        catch (Exception exception)
        {
            _flattened.SetException(exception);
        }
    }

    /// <summary>The chunk's rows.</summary>
    /// <exception cref="InvalidDataException">The chunk is no records, or of a kind that a schema refuses.</exception>
    internal Task<FlattenedChunk> ResultAsync() => TryBegin() ? Task.FromResult(Flatten()) : _flattened.Task;

    bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;

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
