namespace BiPipeline.Toolkit.Benchmarks.Throughput;

/// <summary>A benchmark that reports its size. Its parameters are set, but its setup has not run.</summary>
public interface IThroughput
{
    ThroughputSize Size { get; }
}
