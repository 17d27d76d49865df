using BenchmarkDotNet.Attributes;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Benchmarks.Throughput;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Benchmarks.Inference;

/// <summary>From records to a schema, on one thread.</summary>
public class SchemaInferenceBenchmarks : IThroughput
{
    byte[] _payload = [];

    [ParamsAllValues]
    public RecordShape Shape { get; set; }

    public ThroughputSize Size
    {
        get
        {
            var payload = Payload.Of(Shape);
            return new(payload.Bytes.Length, payload.Records);
        }
    }

    [GlobalSetup]
    public void Setup() => _payload = Payload.Of(Shape).Bytes;

    [Benchmark(Baseline = true)]
    public TableSchema Infer()
    {
        var inference = new SchemaInference();
        inference.Observe(_payload);
        return inference.ToSchema("bench");
    }
}
