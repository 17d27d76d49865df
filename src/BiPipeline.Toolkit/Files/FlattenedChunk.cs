using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>A chunk's rows, in the flattener that holds them.</summary>
sealed record FlattenedChunk(RecordFlattener Flattener, Chunk Chunk);
