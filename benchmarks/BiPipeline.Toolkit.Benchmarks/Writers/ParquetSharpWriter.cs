using ParquetSharp;

namespace BiPipeline.Toolkit.Benchmarks.Writers;

/// <summary>
/// Arrow's C++ writer through ParquetSharp. Numbers without NULLs are required columns, so they write no levels. Native memory does not
/// count as allocated.
/// </summary>
sealed class ParquetSharpWriter(WriterRows rows) : IPeerWriter
{
    static readonly ParquetSharp.Column[] Columns =
    [
        new Column<string?>("order_id"),
        new Column<string?>("email"),
        new Column<string?>("status"),
        new Column<string?>("country"),
        new Column<long>("version"),
        new Column<int>("quantity"),
        new Column<double>("score"),
        new Column<decimal>("amount", LogicalType.Decimal(12, 2)),
        new Column<DateTime>("created_at", LogicalType.Timestamp(isAdjustedToUtc: true, ParquetSharp.TimeUnit.Millis)),
        new Column<bool>("paid"),
    ];

    readonly MemoryStream _output = new(32 * 1024 * 1024);

    public string Name => "ParquetSharp";

    public ReadOnlyMemory<byte> Bytes => _output.GetBuffer().AsMemory(0, (int)_output.Length);

    public Task<long> WriteAsync()
    {
        _output.SetLength(0);
        using (var properties = new WriterPropertiesBuilder().Compression(Compression.Snappy).Build())
        using (var writer = new ParquetFileWriter(_output, Columns, null, properties, null, leaveOpen: true))
        {
            using var group = writer.AppendRowGroup();
            Write(group, rows.OrderId);
            Write(group, rows.Email);
            Write(group, rows.Status);
            Write(group, rows.Country);
            Write(group, rows.Version);
            Write(group, rows.Quantity);
            Write(group, rows.Score);
            Write(group, rows.Amount);
            Write(group, rows.Created);
            Write(group, rows.Paid);
            writer.Close();
        }
        return Task.FromResult(_output.Length);
    }

    static void Write<T>(RowGroupWriter group, T[] values)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }
}
