namespace BiPipeline.Toolkit.Benchmarks.Throughput;

/// <summary>What one call of a benchmark works on.</summary>
/// <param name="Bytes">Bytes of input; 0 where bytes say nothing.</param>
/// <param name="Records">Records, or whatever is counted.</param>
public readonly record struct ThroughputSize(long Bytes, long Records);
