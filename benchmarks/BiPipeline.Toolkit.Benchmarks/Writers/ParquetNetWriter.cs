using Parquet;
using Parquet.Schema;

namespace BiPipeline.Toolkit.Benchmarks.Writers;

/// <summary>
/// Parquet.Net's low-level API, its fastest: one array per column. Columns without NULLs are required, so they write no levels.
/// </summary>
sealed class ParquetNetWriter(WriterRows rows) : IPeerWriter
{
    static readonly DataField OrderId = new("order_id", typeof(string), isNullable: false);
    static readonly DataField Email = new("email", typeof(string), isNullable: false);
    static readonly DataField Status = new("status", typeof(string), isNullable: false);
    static readonly DataField Country = new("country", typeof(string), isNullable: true);
    static readonly DataField Version = new("version", typeof(long), isNullable: false);
    static readonly DataField Quantity = new("quantity", typeof(int), isNullable: false);
    static readonly DataField Score = new("score", typeof(double), isNullable: false);
    static readonly DecimalDataField Amount = new("amount", 12, 2, isNullable: false);
    static readonly DateTimeDataField Created = new(
        "created_at",
        DateTimeFormat.Timestamp,
        isAdjustedToUTC: true,
        unit: DateTimeTimeUnit.Millis,
        isNullable: false);
    static readonly DataField Paid = new("paid", typeof(bool), isNullable: false);
    static readonly ParquetSchema Schema = new(OrderId, Email, Status, Country, Version, Quantity, Score, Amount, Created, Paid);
    static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy };

    readonly MemoryStream _output = new(32 * 1024 * 1024);

    public string Name => "Parquet.Net";

    public ReadOnlyMemory<byte> Bytes => _output.GetBuffer().AsMemory(0, (int)_output.Length);

    public async Task<long> WriteAsync()
    {
        _output.SetLength(0);
        await using (var writer = await ParquetWriter.CreateAsync(Schema, _output, Options))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(OrderId, rows.OrderId);
            await group.WriteAsync(Email, rows.Email);
            await group.WriteAsync(Status, rows.Status);
            await group.WriteAsync(Country, rows.Country!);
            await group.WriteAsync<long>(Version, rows.Version);
            await group.WriteAsync<int>(Quantity, rows.Quantity);
            await group.WriteAsync<double>(Score, rows.Score);
            await group.WriteAsync<decimal>(Amount, rows.Amount);
            await group.WriteAsync<DateTime>(Created, rows.Created);
            await group.WriteAsync<bool>(Paid, rows.Paid);
            group.CompleteValidate();
        }
        return _output.Length;
    }
}
