namespace BiPipeline.Toolkit.Benchmarks.Throughput;

/// <summary>A benchmark that tells its size; its parameters are set by then, its setup has not run.</summary>
public interface IThroughput
{
    ThroughputSize Size { get; }
}
