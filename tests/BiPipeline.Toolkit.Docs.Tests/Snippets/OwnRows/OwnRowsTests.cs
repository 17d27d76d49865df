using DuckDB.NET.Data;
using OwnRows;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>Runs the program of docs/own-rows.md and reads its file with DuckDB.</summary>
public sealed class OwnRowsTests
{
    [Fact]
    public void Program_OfThePage_WritesRowsForDuckDb()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Combine("own.parquet");
        OwnOrder[] orders =
        [
            new("a", 12.5m, new(2026, 11, 28, 12, 0, 0, 123, TimeSpan.FromHours(2)), null, [new("x", 1m), new("y", 2.25m)]),
            new("ü", -0.01m, DateTimeOffset.UnixEpoch, "second", []),
        ];

        OwnRowsWriter.Write(orders, file);

        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT order_id || ' ' || amount || ' ' || epoch_ms(created_at) || ' ' || coalesce(note, 'NULL') || ' ' || items::VARCHAR FROM '{file}'";
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) { rows.Add(reader.GetString(0)); }
        rows.ShouldBe(["a 12.50 1795860000123 NULL [{'sku': x, 'price': 1.00}, {'sku': y, 'price': 2.25}]", "ü -0.01 0 second []"]);
    }
}
