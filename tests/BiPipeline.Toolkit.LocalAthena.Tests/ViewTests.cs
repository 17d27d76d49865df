using System.Text.Json;
using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

public sealed class ViewTests : IDisposable
{
    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task CreateView_Query_IsStoredInAthenasForm()
    {
        await _lake.RunAsync("create view v as -- a comment\nselect 1 as a, 'x' || 'y' as b, cast(null as decimal(12,2)) as c, array['z'] as d");

        var view = await _lake.Catalog.GetTableAsync("lake", "v");

        view.Definition.TableType.ShouldBe("VIRTUAL_VIEW");
        view.Definition.Parameters["presto_view"].ShouldBe("true");
        view.Definition.ViewExpandedText.ShouldBe("/* Presto View */");
        view.Definition.Storage.Columns.Select(column => $"{column.Name} {column.Type}").ShouldBe(["a int", "b varchar(2)", "c decimal(12,2)", "d array<varchar(1)>"]);
        var text = view.Definition.ViewOriginalText.ShouldNotBeNull();
        using var stored = JsonDocument.Parse(Convert.FromBase64String(text["/* Presto View: ".Length..^" */".Length]));
        stored.RootElement.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("name")} {column.GetProperty("type")}")
            .ShouldBe(["a integer", "b varchar(2)", "c decimal(12,2)", "d array(varchar(1))"]);
        stored.RootElement.GetProperty("originalSql").GetString().ShouldBe("""
            SELECT
              1 a
            , ('x' || 'y') b
            , CAST(null AS decimal(12,2)) c
            , ARRAY['z'] d

            """);
    }

    [Fact]
    public async Task Select_ViewOverViews_ReadsThroughThem()
    {
        _lake.WriteParquet("t/a.parquet", "SELECT * FROM (VALUES (1, 10.50::DECIMAL(12,2)), (2, 5.25)) AS t(id, amount)");
        await _lake.CreateTableAsync("t", "id int, amount decimal(12,2)");
        await _lake.RunAsync("CREATE VIEW one AS SELECT id, amount FROM t WHERE id < 10");
        await _lake.RunAsync("CREATE VIEW two AS SELECT sum(amount) AS total, count(*) AS n FROM lake.one");

        (await _lake.RowsAsync("SELECT total, n FROM two")).ShouldBe(["15.75|2"]);
        (await _lake.RowsAsync("SELECT two.n, o.id FROM two CROSS JOIN one AS o ORDER BY o.id")).ShouldBe(["2|1", "2|2"]);
    }

    [Fact]
    public async Task CreateOrReplace_SameName_ReplacesIt()
    {
        await _lake.RunAsync("CREATE VIEW v AS SELECT 1 AS a");

        (await _lake.FailAsync("CREATE VIEW v AS SELECT 2 AS a")).Code.ShouldBe("TABLE_ALREADY_EXISTS");
        await _lake.RunAsync("CREATE OR REPLACE VIEW v AS SELECT 2 AS b");

        (await _lake.RowsAsync("SELECT b FROM v")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task CreateOrReplace_OverATable_Throws()
    {
        await _lake.CreateTableAsync("t", "id int");

        (await _lake.FailAsync("CREATE OR REPLACE VIEW t AS SELECT 1 AS a")).Code.ShouldBe("TABLE_ALREADY_EXISTS");
    }

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT 1", "MISSING_COLUMN_NAME")]
    [InlineData("CREATE VIEW v AS SELECT 1 AS a, 2 AS A", "DUPLICATE_COLUMN_NAME")]
    [InlineData("CREATE VIEW v AS SELECT NULL AS a", "COLUMN_TYPE_UNKNOWN")]
    [InlineData("CREATE VIEW v AS SELECT a FROM v", "VIEW_IS_RECURSIVE")]
    [InlineData("CREATE VIEW v AS SELECT a FROM missing", "TABLE_NOT_FOUND")]
    [InlineData("CREATE VIEW nodb.v AS SELECT 1 AS a", "SCHEMA_NOT_FOUND")]
    [InlineData("CREATE VIEW `v` AS SELECT 1 AS a", "SYNTAX_ERROR")]
    public async Task CreateView_StatementThatAthenaRefuses_Throws(string sql, string code)
    {
        (await _lake.FailAsync(sql)).Code.ShouldBe(code);
        (await _lake.RowsAsync("SHOW VIEWS")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Select_ViewWhoseBaseChangedItsType_IsStale()
    {
        await _lake.CreateTableAsync("t", "a int, b string");
        await _lake.RunAsync("CREATE VIEW v AS SELECT a, b FROM t");
        await _lake.RunAsync("DROP TABLE t");
        await _lake.CreateTableAsync("t", "a string, b string");

        var failure = await _lake.FailAsync("SELECT b FROM v");

        failure.Code.ShouldBe("VIEW_IS_STALE");
        failure.Message.ShouldContain("column [a] of type varchar projected from query view at position 0 cannot be coerced to column [a] of type integer stored in view definition");
    }

    [Fact]
    public async Task Select_StarViewWhoseBaseGrew_IsStale()
    {
        await _lake.CreateTableAsync("t", "a int");
        await _lake.RunAsync("CREATE VIEW v AS SELECT * FROM t");
        await _lake.RunAsync("DROP TABLE t");
        await _lake.CreateTableAsync("t", "a int, b string");

        (await _lake.FailAsync("SELECT a FROM v")).Message.ShouldContain("stored view column count (1) does not match column count derived from the view query analysis (2)");
    }

    [Fact]
    public async Task Select_ViewWithoutItsBase_NamesTheBase()
    {
        await _lake.CreateTableAsync("t", "a int");
        await _lake.RunAsync("CREATE VIEW v AS SELECT a FROM t");
        await _lake.RunAsync("DROP TABLE t");

        var failure = await _lake.FailAsync("SELECT a FROM v");

        failure.Code.ShouldBe("INVALID_VIEW");
        failure.Message.ShouldContain("Table 'awsdatacatalog.lake.t' does not exist");
    }

    [Fact]
    public async Task Select_ViewsInACircle_NamesThem()
    {
        await _lake.RunAsync("CREATE VIEW a AS SELECT 1 AS x");
        await _lake.RunAsync("CREATE VIEW b AS SELECT x FROM a");
        await _lake.RunAsync("CREATE OR REPLACE VIEW c AS SELECT x FROM b");
        var b = await _lake.Catalog.GetTableAsync("lake", "b");
        var a = await _lake.Catalog.GetTableAsync("lake", "a");
        await _lake.Catalog.UpdateTableAsync("lake", b.Definition with { Name = "a" }, a.VersionId);

        (await _lake.FailAsync("SELECT x FROM c")).Code.ShouldBe("VIEW_IS_RECURSIVE");
    }

    [Fact]
    public async Task DropView_ExistingOrMissing_FollowsIfExists()
    {
        await _lake.RunAsync("CREATE VIEW v AS SELECT 1 AS a");
        await _lake.RunAsync("DROP VIEW v");

        await _lake.RunAsync("DROP VIEW IF EXISTS v");
        (await _lake.FailAsync("DROP VIEW v")).Code.ShouldBe("TABLE_NOT_FOUND");
    }

    [Fact]
    public async Task Show_TablesAndViews_ListsThem()
    {
        await _lake.CreateTableAsync("orders", "id int, amount decimal(12,2)", "dt string");
        await _lake.RunAsync("CREATE VIEW order_totals AS SELECT 1 AS a");

        (await _lake.RowsAsync("SHOW TABLES")).ShouldBe(["order_totals", "orders"]);
        (await _lake.RowsAsync("SHOW TABLES IN lake 'order_*'")).ShouldBe(["order_totals"]);
        (await _lake.RowsAsync("SHOW VIEWS")).ShouldBe(["order_totals"]);
        (await _lake.RowsAsync("SHOW COLUMNS IN orders")).ShouldBe(["id", "amount", "dt"]);
        (await _lake.RowsAsync("DESCRIBE orders")).First().ShouldBe("id                  \tint                 \t                    ");
        (await _lake.RowsAsync("SHOW CREATE VIEW order_totals")).ShouldBe(["CREATE VIEW \"order_totals\" AS ", "SELECT", "  1 a", ""]);
    }

    [Theory]
    [InlineData("SELECT a, b AS \"B c\", count(*) FILTER (WHERE a > 1) AS n FROM (VALUES (1, 2)) AS t (a, b) WHERE a IN (1, 2) OR NOT b IS NULL GROUP BY a, b HAVING count(*) > 0 ORDER BY a DESC NULLS FIRST, 2 LIMIT 3")]
    [InlineData("WITH x (k) AS (SELECT 1), y AS (SELECT k + 1 AS k FROM x) SELECT x.k, y.k AS k2 FROM x LEFT JOIN y ON x.k < y.k CROSS JOIN UNNEST(ARRAY[1, 2]) WITH ORDINALITY AS u (e, o)")]
    [InlineData("SELECT CASE WHEN a BETWEEN 1 AND 2 THEN 'it''s' ELSE TRY_CAST('1' AS varchar(3)) END AS c, CASE a WHEN 1 THEN 2 END AS d, a IS DISTINCT FROM NULL AS e, -a AS f, - (-a) AS g, 'a' LIKE 'b$' ESCAPE '$' AS h FROM (VALUES 1) AS t (a)")]
    [InlineData("SELECT sum(a) OVER (PARTITION BY b ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) AS s, lag(a, 1) IGNORE NULLS OVER w AS l, listagg(DISTINCT 'x', ',') WITHIN GROUP (ORDER BY 'x') AS m FROM (VALUES (1, 2)) AS t (a, b) GROUP BY a, b WINDOW w AS (ORDER BY a)")]
    [InlineData("SELECT 1 AS a UNION ALL (SELECT 2 EXCEPT SELECT 3) ORDER BY a OFFSET 1 ROWS LIMIT 5")]
    [InlineData("SELECT transform(ARRAY[1, 2], x -> x + 1)[1] AS a, reduce(ARRAY[1], 0, (s, x) -> s + x, s -> s) AS b, DATE '2026-01-01' + INTERVAL '1' DAY AS c, TIMESTAMP '2026-01-01 10:00:00.5' AT TIME ZONE 'UTC' AS d, EXTRACT(YEAR FROM DATE '2026-01-01') AS e, X'ab' AS f, 1.50 AS g, 1E2 AS h, trim(LEADING 'x' FROM 'xa') AS i, position('a' IN 'ba') AS j, current_date AS k, ROW(1, 'a') AS l, (SELECT 1) AS m, EXISTS (SELECT 1) AS n, 1 = ANY (SELECT 1) AS o, CAST(ROW(1) AS row(\"a b\" integer)).\"a b\" AS p")]
    [InlineData("SELECT country, grouping(country) AS g FROM (VALUES 'a') AS t (country) GROUP BY GROUPING SETS ((country), ()), ROLLUP (country), CUBE (country)")]
    [InlineData("SELECT a.x FROM ((VALUES 1) AS a (x) JOIN (VALUES 1) AS b (x) USING (x)) , LATERAL (SELECT 1 AS y) AS c")]
    public void Format_AQuery_RoundTrips(string sql)
    {
        var once = SqlFormatter.Format(SqlParser.ParseQuery(sql));

        var twice = SqlFormatter.Format(SqlParser.ParseQuery(once));

        twice.ShouldBe(once);
        once.ShouldNotContain("?");
    }

    [Theory]
    [InlineData("SELECT json_object('a' : 1, KEY 'b' VALUE '[1]' FORMAT JSON ABSENT ON NULL WITH UNIQUE KEYS) AS a, json_object() AS b")]
    [InlineData("SELECT json_array(1, '{}' FORMAT JSON NULL ON NULL RETURNING varchar(20)) AS a, json_array() AS b")]
    [InlineData("SELECT listagg(x, ',' ON OVERFLOW TRUNCATE '+' WITHOUT COUNT) WITHIN GROUP (ORDER BY x) AS a FROM (VALUES 'a') AS t (x)")]
    [InlineData("SELECT CHAR 'ab ' AS a")]
    [InlineData("SELECT json_value('{\"a\":1}', 'lax $.a' RETURNING bigint) AS a, json_exists('[]', 'lax $[0]') AS b")]
    public async Task Create_AViewOfSpecialForms_AnswersAsItsQuery(string sql)
    {
        var once = SqlFormatter.Format(SqlParser.ParseQuery(sql));
        await _lake.RunAsync($"CREATE VIEW special AS {sql}");

        var rows = await _lake.RowsAsync("SELECT * FROM special");

        SqlFormatter.Format(SqlParser.ParseQuery(once)).ShouldBe(once);
        rows.ShouldBe(await _lake.RowsAsync(sql));
    }
}
