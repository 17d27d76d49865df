namespace BiPipeline.Toolkit;

/// <summary>The progress of a <see cref="FilePipeline"/> or a <see cref="FileSchemaInference"/>.</summary>
/// <param name="Input">The current input.</param>
/// <param name="BytesIn">Number of bytes of JSON read so far, after decompression.</param>
/// <param name="Records">Number of records read so far.</param>
public readonly record struct FileProgress(string Input, long BytesIn, long Records)
{
    /// <summary>The input's number, from 1.</summary>
    public int InputNumber { get; init; }

    /// <summary>Number of inputs.</summary>
    public int InputCount { get; init; }

    /// <summary>Number of stored bytes read so far, of all inputs.</summary>
    public long StoredBytes { get; init; }

    /// <summary>Number of stored bytes of all inputs, as far as their lengths are known.</summary>
    public long TotalBytes { get; init; }
}
