using BenchmarkDotNet.Attributes;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Benchmarks.Throughput;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Benchmarks.Pipeline;

/// <summary>The whole path of a Lambda event: payload → typed rows → compressed Parquet, gzip raw lines → store.</summary>
public class PipelineBenchmarks : IThroughput
{
    byte[] _payload = [];
    StreamPipeline _typed = null!;
    StreamPipeline _everything = null!;

    [Params("none", "snappy", "gzip")]
    public string Codec { get; set; } = "none";

    public ThroughputSize Size
    {
        get
        {
            var payload = Payload.Of(RecordShape.Orders);
            return new(payload.Bytes.Length, payload.Records);
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        var payload = Payload.Of(RecordShape.Orders);
        _payload = payload.Bytes;
        var format = new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.Parse(Codec) });
        var options = new StreamPipelineOptions { Schemas = [payload.Schema], Format = format };
        _everything = new StreamPipeline(new DiscardingStore(), options);
        _typed = new StreamPipeline(new DiscardingStore(), options with { Flatten = new FlattenOptions { KeepRecords = false } });
    }

    [Benchmark(Baseline = true)]
    public Task<StreamOutcome> TypedRows() => _typed.ProcessAsync(_payload, CancellationToken.None);

    [Benchmark]
    public Task<StreamOutcome> TypedRowsAndRaw() => _everything.ProcessAsync(_payload, CancellationToken.None);
}
