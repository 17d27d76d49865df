namespace BiPipeline.Toolkit;

/// <summary>The progress of a <see cref="FilePipeline"/>.</summary>
/// <param name="Input">The current input.</param>
/// <param name="BytesIn">Number of bytes of JSON read so far, after decompression.</param>
/// <param name="Records">Number of records read so far.</param>
public readonly record struct FileProgress(string Input, long BytesIn, long Records);
