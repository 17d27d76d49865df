using System.Buffers;
using BenchmarkDotNet.Attributes;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Benchmarks.Throughput;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Benchmarks.Parquet;

/// <summary>From columns in memory to a Parquet file in memory; MB/s refer to the columns' bytes.</summary>
public class ParquetFileBenchmarks : IThroughput
{
    readonly ArrayBufferWriter<byte> _output = new(16 * 1024 * 1024);
    ColumnBatch _columns = null!;
    ParquetFormat _format = null!;

    [Params("none", "snappy", "gzip")]
    public string Codec { get; set; } = "none";

    [Params(RecordShape.Orders, RecordShape.Nested, RecordShape.Wide)]
    public RecordShape Shape { get; set; }

    public ThroughputSize Size
    {
        get
        {
            var batch = Flattened();
            return new(batch.Columns.ByteSize, batch.Columns.RowCount);
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        _columns = Flattened().Columns;
        _format = new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.Parse(Codec) });
    }

    [Benchmark(Baseline = true)]
    public int Write()
    {
        _output.ResetWrittenCount();
        using var file = _format.Open(_columns.Specs, _output);
        file.WriteRowGroup(_columns);
        file.Complete([]);
        return _output.WrittenCount;
    }

    RecordBatch Flattened()
    {
        var payload = Payload.Of(Shape);
        var flattener = new RecordFlattener(payload.Schema, new FlattenOptions { KeepRecords = false });
        flattener.Flatten(payload.Bytes);
        return flattener.Batches[0];
    }
}
