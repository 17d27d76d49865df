namespace BiPipeline.Toolkit;

/// <summary>How far a <see cref="FilePipeline"/> is.</summary>
/// <param name="Input">The input being read.</param>
/// <param name="BytesIn">Bytes of JSON read so far, after decompression.</param>
/// <param name="Records">Records met so far.</param>
public readonly record struct FileProgress(string Input, long BytesIn, long Records);
