namespace BiPipeline.Toolkit.LocalAthena.Tests.Statements;

public sealed class InformationSchemaTests : IAsyncLifetime, IDisposable
{
    readonly LakeFixture _lake = new();

    public async Task InitializeAsync()
    {
        await _lake.CreateTableAsync("orders", "id string, amount decimal(12,2) COMMENT 'it''s in EUR'", "dt string");
        await _lake.RunAsync("CREATE VIEW totals AS SELECT dt, sum(amount) AS total FROM orders GROUP BY dt");
        await _lake.RunAsync("CREATE DATABASE empty");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("SELECT schema_name FROM information_schema.schemata ORDER BY 1", "empty", "information_schema", "lake")]
    [InlineData("SELECT table_name, table_type FROM awsdatacatalog.information_schema.tables WHERE table_schema = 'lake' ORDER BY 1", "orders|BASE TABLE", "totals|VIEW")]
    [InlineData("SELECT column_name, data_type, ordinal_position, is_nullable FROM information_schema.columns WHERE table_name = 'orders' ORDER BY ordinal_position", "id|varchar|1|YES", "amount|decimal(12,2)|2|YES", "dt|varchar|3|YES")]
    [InlineData("SELECT column_name, comment FROM information_schema.columns WHERE comment IS NOT NULL", "amount|it's in EUR")]
    [InlineData("SELECT column_name FROM information_schema.columns WHERE extra_info = 'partition key'", "dt")]
    [InlineData("SELECT t.table_name, count(*) FROM information_schema.tables t JOIN information_schema.columns c ON t.table_schema = c.table_schema AND t.table_name = c.table_name GROUP BY 1 ORDER BY 1", "orders|3", "totals|2")]
    [InlineData("SELECT table_name FROM information_schema.views WHERE view_definition LIKE '%sum(%'", "totals")]
    [InlineData("SELECT max(ordinal_position) + 1 FROM \"information_schema\".\"columns\"", "4")]
    [InlineData("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'empty'", "0")]
    public async Task Select_FromTheSchema_ReadsTheCatalog(string sql, params string[] expected) =>
        (await _lake.RowsAsync(sql)).ShouldBe(expected);

    [Fact]
    public async Task Select_EmptyCatalog_HasTypedColumns()
    {
        using var engine = LocalAthenaEngine.Open(new InMemoryGlueCatalog(), _lake.Root);

        var result = await engine.ExecuteAsync("SELECT * FROM information_schema.columns", null);

        result.Rows.ShouldBeEmpty();
        result.Columns.Select(column => column.Type).ShouldBe(["varchar", "varchar", "varchar", "varchar", "bigint", "varchar", "varchar", "varchar", "varchar", "varchar"]);
    }

    [Fact]
    public async Task Select_AnUnknownTableOfTheSchema_IsNotFound() =>
        (await _lake.FailAsync("SELECT * FROM information_schema.nope")).Code.ShouldBe("TABLE_NOT_FOUND");
}
