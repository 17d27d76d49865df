using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets.Recipes;

/// <summary>The test of docs/recipes/test-views.md, with the files beside it that it names.</summary>
public sealed class RevenueByStatusTests
{
    [Fact]
    public async Task RevenueByStatus_PaidOrders_AreSummed()
    {
        var schema = TableSchema.Load("orders.schema.json");
        var tables = LakeCatalog.Create([schema], new() { Database = "test", Location = "s3://test" });
        ViewDefinition[] views = [.. ViewDefinition.Create(schema), .. ViewDefinition.Load("sql", "test")];
        await using var lake = await LocalLake.CreateTemporaryAsync(tables, views);

        await lake.GivenAsync("orders",
        [
            """{ "order_id": "a", "status": "PAID", "amount": 10.50, "_op": "INSERT", "_event_id": "1", "_sequence": "1", "_deleted": false, "dt": "2026-11-01" }""",
            """{ "order_id": "b", "status": "OPEN", "amount": 99.00, "_op": "INSERT", "_event_id": "2", "_sequence": "2", "_deleted": false, "dt": "2026-11-01" }""",
        ]);

        var rows = await lake.QueryAsync("SELECT status, revenue FROM revenue_by_status WHERE status = 'PAID'");
        Assert.Equal(10.50m, rows.Single().Get<decimal>("revenue"));
    }
}
