namespace BiPipeline.Toolkit.Benchmarks.Throughput;

/// <summary>The input of one call of a benchmark.</summary>
/// <param name="Bytes">Number of input bytes; 0 where bytes are not meaningful.</param>
/// <param name="Records">Number of records or other units.</param>
public readonly record struct ThroughputSize(long Bytes, long Records);
