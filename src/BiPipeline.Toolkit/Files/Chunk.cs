using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Whole records of an input.</summary>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Kind">How they lie in them.</param>
/// <param name="Start">Where they begin in the input, after decompression.</param>
sealed record Chunk(ReadOnlyMemory<byte> Bytes, PayloadKind Kind, long Start);
