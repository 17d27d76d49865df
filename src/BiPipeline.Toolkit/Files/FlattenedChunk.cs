using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>A chunk and the flattener that holds its rows.</summary>
sealed record FlattenedChunk(RecordFlattener Flattener, Chunk Chunk)
{
    /// <summary>Replaces what the flattener holds by the rows and lines of the chunk.</summary>
    /// <exception cref="InvalidDataException">The chunk can't be divided into records, or a schema refuses its kind.</exception>
    internal void Flatten()
    {
        Flattener.Clear();
        try
        {
            Flattener.Flatten(Chunk.Bytes, Chunk.Sequence, Chunk.IsLast);
            if (Chunk.TooLarge is { } large) { Flattener.RejectTooLarge(large.Bytes, large.Sha256); }
        }
        catch (PayloadException exception)
        {
            throw Chunk.Invalid(exception);
        }
    }
}
