namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class QueryCommandTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Query_EveryFormat_PrintsTheRows()
    {
        var options = await LakeAsync();
        const string Sql = "SELECT order_id, amount, city, 7 AS n, 1.5e0 AS d, true AS b, DATE '2025-01-02' AS day FROM orders_current ORDER BY order_id LIMIT 2";

        var table = await CliRun.RunAsync(["query", Sql, .. options]);
        var csv = await CliRun.RunAsync(["query", Sql, .. options, "--format", "csv"]);
        var json = await CliRun.RunAsync(["query", Sql, .. options, "--format", "json"]);

        table.ShouldBe(new CliRun(0, """
            order_id | amount | city  | n |   d | b    | day
            ---------+--------+-------+---+-----+------+-----------
            o0       |   0.50 | Paris | 7 | 1.5 | true | 2025-01-02
            o1       |   1.50 | Paris | 7 | 1.5 | true | 2025-01-02
            (2 rows)

            """, ""));
        csv.ShouldBe(new CliRun(0, """
            order_id,amount,city,n,d,b,day
            o0,0.50,Paris,7,1.5,true,2025-01-02
            o1,1.50,Paris,7,1.5,true,2025-01-02

            """, ""));
        json.ShouldBe(new CliRun(0, """
            [
            {"order_id":"o0","amount":"0.50","city":"Paris","n":7,"d":1.5,"b":true,"day":"2025-01-02"},
            {"order_id":"o1","amount":"1.50","city":"Paris","n":7,"d":1.5,"b":true,"day":"2025-01-02"}
            ]

            """, ""));
    }

    // Hand-made and emulated events: three keys had one event id, and two of them vanished from _events and _history.
    [Fact]
    public async Task Query_ThreeRecordsWithOneEventId_AreThreeEvents()
    {
        var records = string.Concat(Enumerable.Range(0, 3).Select(number => SampleInputs.Record(number, """ "amount":{"N":"1"} """).Replace($"\"eventID\":\"e{number}\"", "\"eventID\":\"1\"", StringComparison.Ordinal) + "\n"));
        string[] options = ["--schema", _folder.Write("orders.schema.json", SampleInputs.Schema), "--lake", _folder.Combine("lake")];
        (await CliRun.RunAsync(["flatten", _folder.Write("in.jsonl", records), .. options])).Code.ShouldBe(0);

        foreach (var view in new[] { "orders", "orders_events", "orders_current", "orders_history" })
        {
            (await CliRun.RunAsync(["query", $"SELECT count(*) AS n, count(DISTINCT order_id) AS k FROM {view}", .. options, "--format", "csv"])).Output.ShouldBe("n,k\n3,3\n", view);
        }
    }

    // Changes of a key in one millisecond: the event id orders, whatever the order of arrival.
    [Theory]
    [InlineData("b", "a", "c")]
    [InlineData("c", "b", "a")]
    [InlineData("a", "c", "b")]
    public async Task Query_ChangesOfOneTime_AreInTheOrderOfTheirEventIds(params string[] ids)
    {
        var records = string.Concat(ids.Select(id => SampleInputs.Record(1, $$""" "customer":{"M":{"city":{"S":"{{id}}"} } } """)
            .Replace("\"eventID\":\"e1\"", $"\"eventID\":\"{id}\"", StringComparison.Ordinal).Replace("\"SequenceNumber\":\"101\",", "", StringComparison.Ordinal) + "\n"));
        string[] options = ["--schema", _folder.Write("orders.schema.json", SampleInputs.Schema.Replace("\"unknown\"", "\"order\": \"time\", \"unknown\"", StringComparison.Ordinal)), "--lake", _folder.Combine("lake")];
        (await CliRun.RunAsync(["flatten", _folder.Write("in.jsonl", records), .. options])).Code.ShouldBe(0);

        (await CliRun.RunAsync(["query", "SELECT city FROM orders_current", .. options, "--format", "csv"])).Output.ShouldBe("city\nc\n");
        (await CliRun.RunAsync(["query", "SELECT city FROM orders_history ORDER BY _event_id", .. options, "--format", "csv"])).Output.ShouldBe("city\na\nb\nc\n");
    }

    [Fact]
    public async Task Query_LakeWithAMarker_StartsWithItsBaseline()
    {
        var options = await LakeAsync();
        const string Sql = "SELECT count(*) AS n FROM orders_current";
        var markers = Directory.CreateDirectory(Path.Combine(options[Array.IndexOf(options, "--lake") + 1], "baselines", "orders"));
        // Every change is older than this baseline, which has no item.
        await File.WriteAllTextAsync(Path.Combine(markers.FullName, "20261120T000000000Z-0123456789abcdef0123456789abcdef.json"), "{}");

        var newest = await CliRun.RunAsync(["query", Sql, .. options, "--format", "csv"]);
        var none = await CliRun.RunAsync(["query", Sql, .. options, "--format", "csv", "--baseline", "none"]);

        newest.ShouldBe(new CliRun(0, "n\n0\n", ""));
        none.Output.ShouldNotBe(newest.Output);
    }

    [Theory]
    [InlineData("DESCRIBE orders")]
    [InlineData("SHOW TABLES")]
    [InlineData("SHOW COLUMNS IN orders")]
    [InlineData("SHOW CREATE VIEW orders_current")]
    [InlineData("EXPLAIN SELECT 1")]
    public async Task Query_StatementsOfOneTextPerRow_PrintInEveryFormat(string sql)
    {
        var options = await LakeAsync();
        foreach (var format in new[] { "table", "records", "csv", "json" })
        {
            var run = await CliRun.RunAsync(["query", sql, .. options, "--format", format]);

            (run.Code, run.Error).ShouldBe((0, ""), format);
            if (format == "json") { System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetArrayLength().ShouldBeGreaterThan(0); }
        }
    }

    [Fact]
    public async Task Query_Describe_HasAFieldPerColumn()
    {
        var options = await LakeAsync();

        var csv = await CliRun.RunAsync(["query", "DESCRIBE orders", .. options, "--format", "csv"]);
        var json = await CliRun.RunAsync(["query", "DESCRIBE orders", .. options, "--format", "json"]);

        csv.Output.ShouldStartWith("col_name,data_type,comment\norder_id,string,orderId\namount,\"decimal(12,2)\",amount\n");
        json.Output.ShouldStartWith("""
            [
            {"col_name":"order_id","data_type":"string","comment":"orderId"},
            """);
    }

    [Fact]
    public async Task Query_NestedValues_AreJsonInJsonAndAthenasTextElsewhere()
    {
        var options = await LakeAsync();
        const string Sql = """
            SELECT ARRAY['a, b', 'c"d', NULL] AS texts, ARRAY[DECIMAL '1.50'] AS exact, ARRAY[1.5e0, nan()] AS doubles,
              MAP(ARRAY['k 1'], ARRAY[ARRAY[1, 2]]) AS m, CAST(ROW('x', DATE '2025-01-02', true) AS ROW(s varchar, d date, b boolean)) AS r
            """;

        (await CliRun.RunAsync(["query", Sql, .. options, "--format", "json"])).Output.ShouldBe("""
            [
            {"texts":["a, b","c\"d",null],"exact":["1.50"],"doubles":[1.5,"NaN"],"m":{"k 1":[1,2]},"r":{"s":"x","d":"2025-01-02","b":true}}
            ]

            """);
        (await CliRun.RunAsync(["query", "SELECT ARRAY['a', 'b'] AS texts", .. options, "--format", "csv"])).Output.ShouldBe("texts\n\"[a, b]\"\n");
    }

    [Fact]
    public async Task Query_RowsWiderThanTheTerminal_AreOneBelowTheOther()
    {
        var options = await LakeAsync();
        const string Sql = "SELECT order_id, 'a text of thirty characters ..' AS words FROM orders_current ORDER BY 1 LIMIT 2";
        const string Records = """
            -[ row 1 ]-
            order_id | o0
            words    | a text of thirty characters ..
            -[ row 2 ]-
            order_id | o1
            words    | a text of thirty characters ..
            (2 rows)

            """;

        (await RunAsync(30, ["query", Sql, .. options])).ShouldBe(Records);
        (await RunAsync(41, ["query", Sql, .. options])).ShouldStartWith("order_id | words\n");
        (await RunAsync(null, ["query", Sql, .. options])).ShouldStartWith("order_id | words\n");
        (await CliRun.RunAsync(["query", Sql, .. options, "--format", "records"])).Output.ShouldBe(Records);

        static async Task<string> RunAsync(int? width, string[] args)
        {
            using var output = new StringWriter { NewLine = "\n" };
            await CommandLine.RunAsync(args, new Terminal(output, output, Spectre.Console.AnsiConsole.Console) { Width = width }, CancellationToken.None);
            return output.ToString();
        }
    }

    [Fact]
    public async Task Query_LakeThatIsAFile_SaysSo()
    {
        var file = _folder.Write("records.jsonl", "");
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        (await CliRun.RunAsync("query", "SELECT 1", "--schema", schema, "--lake", file)).ShouldBe(new CliRun(1, "", $"error: --lake is '{file}', which is a file; expected a folder. Query a lake in S3 with Athena, or copy it to a folder first.\n"));
    }

    [Fact]
    public async Task Query_NullsAndSpecialTexts_StayDistinct()
    {
        var options = await LakeAsync();
        const string Sql = "SELECT * FROM (VALUES (1, 'a,\"b\"', nan()), (2, '', 1e0), (3, NULL, infinity())) AS t (k, v, d) ORDER BY k";

        var csv = await CliRun.RunAsync(["query", Sql, .. options, "--format", "csv"]);
        var json = await CliRun.RunAsync(["query", Sql, .. options, "--format", "json"]);

        csv.Output.ShouldBe("k,v,d\n1,\"a,\"\"b\"\"\",NaN\n2,\"\",1.0\n3,,Infinity\n");
        json.Output.ShouldBe("""
            [
            {"k":1,"v":"a,\"b\"","d":"NaN"},
            {"k":2,"v":"","d":1.0},
            {"k":3,"v":null,"d":"Infinity"}
            ]

            """);
    }

    [Fact]
    public async Task Query_NoRows_IsEmptyInEveryFormat()
    {
        var options = await LakeAsync();
        const string Sql = "SELECT order_id FROM orders_current WHERE false";

        (await CliRun.RunAsync(["query", Sql, .. options])).Output.ShouldBe("order_id\n--------\n(0 rows)\n");
        (await CliRun.RunAsync(["query", Sql, .. options, "--format", "csv"])).Output.ShouldBe("order_id\n");
        (await CliRun.RunAsync(["query", Sql, .. options, "--format", "json"])).Output.ShouldBe("[]\n");
    }

    [Fact]
    public async Task Query_ViewsOfFiles_ReadTheGeneratedOnes()
    {
        var options = await LakeAsync();
        var views = _folder.Write("views.sql", "CREATE OR REPLACE VIEW revenue AS SELECT city, sum(amount) AS total FROM \"${database}\".orders_current GROUP BY city;");

        var run = await CliRun.RunAsync(["query", "SELECT * FROM revenue", .. options, "--views", views, "--database", "bi", "--format", "csv"]);

        run.ShouldBe(new CliRun(0, "city,total\nParis,4.50\n", ""));
    }

    [Fact]
    public async Task Query_TwoColumnsOfOneName_FailAsJson()
    {
        var options = await LakeAsync();

        var run = await CliRun.RunAsync(["query", "SELECT 1 AS a, 2 AS a", .. options, "--format", "json"]);

        run.ShouldBe(new CliRun(1, "", "error: Two columns have the name 'a'; expected unique names for JSON. Rename one with AS, or use --format csv.\n"));
    }

    [Fact]
    public async Task Query_MissingColumn_PrintsAthenasErrorInOneLine()
    {
        var options = await LakeAsync();

        var run = await CliRun.RunAsync(["query", "SELECT nothing FROM orders", .. options]);

        run.Code.ShouldBe(1);
        run.Output.ShouldBe("");
        run.Error.ShouldBe("error: COLUMN_NOT_FOUND: line 1:8: Column 'nothing' cannot be resolved or requester is not authorized to access requested resources\n");
    }

    [Fact]
    public async Task Query_RefusedView_NamesItsFile()
    {
        var options = await LakeAsync();
        var views = _folder.Write("views.sql", "CREATE OR REPLACE VIEW broken AS SELECT nothing FROM orders;");

        var run = await CliRun.RunAsync(["query", "SELECT 1", .. options, "--views", views]);

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith($"error: View 'broken' of {views}:1:24: Query ");
        run.Error.ShouldContain(" failed: COLUMN_NOT_FOUND: ");
    }

    [Fact]
    public async Task ViewsCheck_QueryWithRows_Fails()
    {
        var options = await LakeAsync();
        var checks = _folder.Write("checks.sql", """
            -- name: amounts are not negative
            SELECT order_id FROM orders_current WHERE amount < 0;
            -- name: no order at all
            SELECT order_id FROM "${database}".orders_current;
            SELECT nothing FROM orders_current;
            """);

        var run = await CliRun.RunAsync(["views", "check", checks, .. options, "--json"]);

        var lines = run.Output.Split('\n');
        (run.Code, run.Error, lines.Length).ShouldBe((1, "", 10));
        lines[0].ShouldBe("ok    amounts are not negative");
        lines[1].ShouldStartWith("FAIL  no order at all: 3 rows, expected none; query ");
        lines[2..6].Order(StringComparer.Ordinal).ShouldBe(["      o0", "      o1", "      o2", "      order_id"]);
        lines[6].ShouldStartWith("FAIL  checks 3: ");
        lines[7].ShouldBe("1 of 3 checks hold");
        lines[8].ShouldStartWith("""{"checks":[{"name":"amounts are not negative","passed":true},{"name":"no order at all","passed":false,"problem":"3 rows""");
        lines[8].ShouldContain(""","rows":3,"first_rows":[{"order_id":"o""");
    }

    [Fact]
    public async Task Query_MissingLake_NamesIt()
    {
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("query", "SELECT 1", "--schema", schema, "--lake", "/nowhere/lake");

        run.ShouldBe(new CliRun(1, "", "error: --lake is '/nowhere/lake', which does not exist; expected a folder. Query a lake in S3 with Athena, or copy it to a folder first.\n"));
    }

    async Task<string[]> LakeAsync()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        var lake = _folder.Combine("lake");
        (await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", lake)).Code.ShouldBe(0);
        return ["--schema", schema, "--lake", lake];
    }
}
