using System.Buffers;
using System.Text;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Benchmarks.Writers;

/// <summary>This toolkit's writer. Filling its columns is not part of writing, like filling the peers' arrays.</summary>
sealed class ToolkitWriter : IPeerWriter
{
    readonly ParquetFormat _format = new();
    readonly ArrayBufferWriter<byte> _output = new(32 * 1024 * 1024);
    readonly ColumnBatch _batch = new(
    [
        new("order_id", DataType.String),
        new("email", DataType.String),
        new("status", DataType.String),
        new("country", DataType.String),
        new("version", DataType.Bigint),
        new("quantity", DataType.Int),
        new("score", DataType.Double),
        new("amount", DataType.Decimal(12, 2)),
        new("created_at", DataType.Timestamp),
        new("paid", DataType.Boolean),
    ]);

    internal ToolkitWriter(WriterRows rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            Append("order_id", rows.OrderId[row]);
            Append("email", rows.Email[row]);
            Append("status", rows.Status[row]);
            Append("country", rows.Country[row]);
            Append("version", rows.Version[row]);
            Append("quantity", rows.Quantity[row]);
            Append("score", rows.Score[row]);
            Append("amount", rows.AmountCents[row]);
            Append("created_at", rows.CreatedMilliseconds[row]);
            Append("paid", rows.Paid[row]);
            _batch.EndRow();
        }
    }

    public string Name => "BiPipeline.Toolkit.Parquet";

    public ReadOnlyMemory<byte> Bytes => _output.WrittenMemory;

    public Task<long> WriteAsync()
    {
        _output.ResetWrittenCount();
        using var file = _format.Open(_batch.Specs, _output);
        file.WriteRowGroup(_batch);
        file.Complete([]);
        return Task.FromResult((long)_output.WrittenCount);
    }

    void Append(string name, string? value)
    {
        var column = (BytesColumn)_batch[name];
        if (value is null) { column.AppendNull(); }
        else { column.Append(Encoding.UTF8.GetBytes(value)); }
    }

    void Append<T>(string name, T value)
        where T : unmanaged => ((FixedColumn<T>)_batch[name]).Append(value);
}
