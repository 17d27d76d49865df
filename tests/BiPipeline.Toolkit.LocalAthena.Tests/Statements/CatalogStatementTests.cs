using System.Text.Json;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Statements;

public sealed class CatalogStatementTests : IDisposable
{
    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Databases_Statements_ChangeTheCatalog()
    {
        await _lake.RunAsync("CREATE SCHEMA IF NOT EXISTS `Sales` COMMENT 'Shops' WITH DBPROPERTIES ('a' = '1')");
        await _lake.RunAsync("CREATE DATABASE IF NOT EXISTS sales");
        await _lake.RunAsync("ALTER DATABASE sales SET DBPROPERTIES ('a' = '2', \"b\" = \"3\")");

        (await _lake.RowsAsync("SHOW DATABASES")).ShouldBe(["lake", "sales"]);
        (await _lake.RowsAsync("SHOW SCHEMAS LIKE 'sa*|x'")).ShouldBe(["sales"]);
        (await _lake.RowsAsync("SHOW DATABASES 'none'")).ShouldBeEmpty();
        (await _lake.Catalog.GetDatabaseAsync("sales")).Parameters.ShouldBe(new Dictionary<string, string> { ["a"] = "2", ["b"] = "3" }, ignoreOrder: true);
        await _lake.RunAsync("CREATE VIEW sales.v AS SELECT 1 AS x");
        (await _lake.FailAsync("DROP DATABASE sales")).Code.ShouldBe("SCHEMA_NOT_EMPTY");
        (await _lake.FailAsync("DROP SCHEMA sales RESTRICT")).Code.ShouldBe("SCHEMA_NOT_EMPTY");
        await _lake.RunAsync("DROP DATABASE IF EXISTS sales CASCADE");
        await _lake.RunAsync("DROP DATABASE IF EXISTS sales");
        (await _lake.FailAsync("DROP DATABASE sales")).Code.ShouldBe("SCHEMA_NOT_FOUND");
        (await _lake.FailAsync("SHOW DATABASES '['")).Code.ShouldBe("INVALID_ARGUMENTS");
    }

    [Fact]
    public async Task Partitions_Statements_ChangeWhatIsRead()
    {
        foreach (var day in new[] { "01", "02", "03" }) { _lake.WriteParquet($"t/dt=2026-11-{day}/h=1/a.parquet", $"SELECT {day} AS id"); }
        _lake.WriteParquet("other/a.parquet", "SELECT 99 AS id");
        _lake.WriteParquet("t/nothing/a.parquet", "SELECT 50 AS id");
        await _lake.CreateTableAsync("t", "id int", "dt string, h int");
        (await _lake.RowsAsync("SELECT id FROM t")).ShouldBeEmpty();

        (await _lake.RowsAsync("MSCK REPAIR TABLE t")).ShouldBe([
            "Partitions not in metastore:\tt:dt=2026-11-01/h=1\tt:dt=2026-11-02/h=1\tt:dt=2026-11-03/h=1",
            "Repair: Added partition to metastore t:dt=2026-11-01/h=1",
            "Repair: Added partition to metastore t:dt=2026-11-02/h=1",
            "Repair: Added partition to metastore t:dt=2026-11-03/h=1",
        ]);
        (await _lake.RowsAsync("MSCK REPAIR TABLE `t`")).ShouldBeEmpty();
        (await _lake.RowsAsync("SELECT id, dt FROM t ORDER BY id")).ShouldBe(["1|2026-11-01", "2|2026-11-02", "3|2026-11-03"]);

        await _lake.RunAsync("ALTER TABLE t DROP PARTITION (dt < '2026-11-02'), PARTITION (dt = '2026-11-03', h = 1)");
        await _lake.RunAsync("ALTER TABLE t DROP IF EXISTS PARTITION (dt = '2030-01-01')");
        (await _lake.FailAsync("ALTER TABLE t DROP PARTITION (dt = '2030-01-01')")).Message.ShouldContain("Partition not found (dt=2030-01-01)");
        (await _lake.RowsAsync("SHOW PARTITIONS t")).ShouldBe(["dt=2026-11-02/h=1"]);

        await _lake.RunAsync("ALTER TABLE t PARTITION (dt = '2026-11-02', h = '1') RENAME TO PARTITION (dt = '2026-12-02', h = 7)");
        (await _lake.RowsAsync("SELECT id, dt, h FROM t")).ShouldBe(["2|2026-12-02|7"]);
        await _lake.RunAsync($"ALTER TABLE t PARTITION (dt = '2026-12-02', h = '7') SET LOCATION '{LakeFixture.Location}/other/'");
        (await _lake.RowsAsync("SELECT id, dt FROM t")).ShouldBe(["99|2026-12-02"]);
        await _lake.RunAsync("ALTER TABLE t ADD IF NOT EXISTS PARTITION (dt='2026-11-01', h='1') PARTITION (dt='2026-11-03', h='1')");
        (await _lake.RowsAsync("SELECT count(*) FROM t")).ShouldBe(["3"]);
        (await _lake.FailAsync("ALTER TABLE t DROP PARTITION (x = '1')")).Code.ShouldBe("COLUMN_NOT_FOUND");
        (await _lake.FailAsync("ALTER TABLE t PARTITION (dt = 'x', h = '1') SET LOCATION 's3://bucket/lake/x/'")).Message.ShouldContain("does not exist");
        await _lake.CreateTableAsync("flat", "id int");
        (await _lake.FailAsync("MSCK REPAIR TABLE flat")).Message.ShouldContain("not a partitioned table");
    }

    [Theory]
    [InlineData("CHANGE b c bigint", "a, c, d", "bigint")]
    [InlineData("CHANGE COLUMN b b bigint COMMENT 'n' FIRST", "b, a, d", "bigint")]
    [InlineData("CHANGE COLUMN `a` a string AFTER d", "b, d, a", "int")]
    public async Task AlterTable_ChangeColumn_RenamesRetypesAndMoves(string change, string expected, string type)
    {
        await _lake.CreateTableAsync("t", "a string, b int, d double");

        await _lake.RunAsync($"ALTER TABLE t {change}");

        var columns = (await _lake.Catalog.GetTableAsync("lake", "t")).Definition.Storage.Columns;
        string.Join(", ", columns.Select(column => column.Name)).ShouldBe(expected);
        columns.Single(column => column.Name is "b" or "c").Type.ShouldBe(type);
    }

    [Fact]
    public async Task Describe_Forms_ShowWhatTheyName()
    {
        await _lake.CreateTableAsync("t", "id bigint COMMENT 'The key', s struct<a:array<map<string,int>>>", "dt string", "", "'k' = 'v'");
        await _lake.RunAsync("ALTER TABLE t ADD PARTITION (dt='1')");

        var columns = await _lake.RowsAsync("DESCRIBE t");
        var formatted = await _lake.RowsAsync("DESCRIBE FORMATTED lake.t");
        var extended = await _lake.RowsAsync("DESC EXTENDED t");

        columns[0].ShouldBe("id                  \tbigint              \tThe key             ");
        columns[^1].ShouldBe("dt                  \tstring              \t                    ");
        formatted.ShouldContain("Table Type:         \tEXTERNAL_TABLE      \t ");
        formatted.ShouldContain("\tk                   \tv                   ");
        formatted.ShouldContain("Location:           \ts3://bucket/lake/t/ \t ");
        extended[^1].ShouldStartWith("Detailed Table Information\tTable(tableName:t, dbName:lake,");
        (await _lake.RowsAsync("DESCRIBE t PARTITION (dt='1')"))[0].ShouldBe(columns[0]);
        (await _lake.RowsAsync("DESCRIBE t id")).ShouldBe(["id                  \tbigint              \tThe key             "]);
        (await _lake.RowsAsync("DESCRIBE t s.a.'$elem$'.'$value$'")).ShouldBe(["$value$             \tint                 \tfrom deserializer   "]);
        (await _lake.FailAsync("DESCRIBE t nope")).Code.ShouldBe("COLUMN_NOT_FOUND");
        (await _lake.FailAsync("DESCRIBE TABLE t")).Message.ShouldContain("'awsdatacatalog.lake.table' does not exist");
    }

    [Theory]
    [InlineData("EXPLAIN SELECT 1 AS x", null)]
    [InlineData("EXPLAIN (FORMAT TEXT) SELECT 1 AS x", null)]
    [InlineData("EXPLAIN (TYPE DISTRIBUTED, FORMAT GRAPHVIZ) SELECT 1 AS x", "digraph")]
    [InlineData("EXPLAIN ANALYZE SELECT 1 AS x", null)]
    [InlineData("EXPLAIN ANALYZE VERBOSE SELECT 1 AS x", null)]
    public async Task Explain_OfAForm_HasThePlan(string sql, string? expected)
    {
        var result = await _lake.RunAsync(sql);

        result.Columns.ShouldHaveSingleItem().Name.ShouldBe("Query Plan");
        string.Join('\n', result.Rows.Select(row => row[0])).ShouldContain(expected ?? "");
        result.Rows.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Explain_JsonFormats_AreJson()
    {
        await _lake.CreateTableAsync("t", "id bigint");

        using var plan = JsonDocument.Parse(string.Join('\n', await _lake.RowsAsync("EXPLAIN (FORMAT JSON) SELECT * FROM t")));
        using var analyzed = JsonDocument.Parse(string.Join('\n', await _lake.RowsAsync("EXPLAIN ANALYZE (FORMAT JSON) SELECT * FROM t")));
        using var inputs = JsonDocument.Parse(string.Join('\n', await _lake.RowsAsync("EXPLAIN (TYPE IO, FORMAT JSON) SELECT * FROM t")));

        plan.RootElement.ValueKind.ShouldNotBe(JsonValueKind.Null);
        analyzed.RootElement.ValueKind.ShouldNotBe(JsonValueKind.Null);
        inputs.RootElement.GetProperty("inputTableColumnInfos")[0].GetProperty("table").GetProperty("schemaTable").GetProperty("table").GetString().ShouldBe("t");
    }

    [Fact]
    public async Task Explain_Validate_ChecksWithoutRunning()
    {
        (await _lake.RowsAsync("EXPLAIN (TYPE VALIDATE) SELECT 1/0")).ShouldBe(["true"]);
        (await _lake.FailAsync("EXPLAIN (TYPE VALIDATE) SELECT nope")).Code.ShouldBe("COLUMN_NOT_FOUND");
        (await _lake.FailAsync("EXPLAIN (TYPE NOPE) SELECT 1")).Message.ShouldContain("Expecting: 'DISTRIBUTED', 'LOGICAL', 'VALIDATE', 'IO'");
    }

    // AWS's own example: one column of rows.
    [Fact]
    public async Task Unnest_AnArrayOfRows_IsOneColumn() =>
        (await _lake.RowsAsync("SELECT item.a, item.b FROM (SELECT ARRAY[CAST(ROW(1, 'x') AS row(a bigint, b varchar))] AS items) CROSS JOIN UNNEST(items) AS t (item)")).ShouldBe(["1|x"]);
}
