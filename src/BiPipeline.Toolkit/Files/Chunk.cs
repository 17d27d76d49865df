using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Whole records of an input.</summary>
sealed record Chunk(ReadOnlyMemory<byte> Bytes, PayloadKind Kind);
