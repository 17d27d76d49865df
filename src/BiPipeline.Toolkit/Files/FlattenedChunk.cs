using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>A chunk and the flattener that holds its rows.</summary>
sealed record FlattenedChunk(RecordFlattener Flattener, Chunk Chunk);
