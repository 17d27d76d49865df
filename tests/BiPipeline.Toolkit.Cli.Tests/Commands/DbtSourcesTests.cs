using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class DbtSourcesTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dbt_ASchema_HasTablesViewsAndTestsOfKeys()
    {
        var schema = _folder.Write("orders.schema.json", """
            { "table": "orders", "keys": ["customer", "order_id"], "latest": {},
              "columns": [
                { "name": "customer", "path": "pk", "type": "string" },
                { "name": "order_id", "path": "sk", "type": "string", "comment": "Yes: 'the' order" },
                { "name": "total", "path": "total", "type": "decimal(12,2)" } ],
              "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ],
              "children": [ { "table": "lines", "path": "lines", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ] }
            """);
        var one = _folder.Write("one.schema.json", """{ "table": "one", "keys": ["id"], "columns": [ { "name": "id", "path": "id", "type": "bigint" } ] }""");

        var run = await CliRun.RunAsync("views", "ddl", "--schema", schema, "--schema", one, "--dbt", "--database", "sales");

        (run.Code, run.Error).ShouldBe((0, ""));
        Golden.Match("tests/BiPipeline.Toolkit.Cli.Tests/Data/sources.yml", run.Output);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Dbt_ItsYaml_IsReadByAnotherReaderAsWritten()
    {
        var file = Repository.PathOf("tests/BiPipeline.Toolkit.Cli.Tests/Data/sources.yml");

        var json = await Python.RunAsync(["-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", file]);

        var tables = JsonNode.Parse(json)!["sources"]![0]!["tables"]!.AsArray();
        tables.Select(table => table!["name"]!.GetValue<string>()).ShouldBe(["orders", "orders_events", "orders_current", "orders_history", "orders_latest", "lines", "lines_current", "one", "one_events", "one_current", "one_history"]);
        tables[0]!["columns"]![1]!["description"]!.GetValue<string>().ShouldBe("Yes: 'the' order");
        tables.Where(table => table!["data_tests"] is not null).Select(table => $"{table!["name"]} {table["data_tests"]![0]!["unique"]!["arguments"]!["column_name"]}").ShouldBe(
            ["orders_current row(\"customer\", \"order_id\")", "orders_latest row(\"customer\", \"order_id\")"]);
        tables.ShouldAllBe(table => table!["config"]!["loaded_at_field"]!.GetValue<string>() == "_event_time");
    }

    [Fact]
    public async Task Dbt_WithoutADatabase_IsRefused()
    {
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        (await CliRun.RunAsync("views", "ddl", "--schema", schema, "--dbt")).ShouldBe(new(2, "", "error: --dbt needs --database, the Glue database. See 'bipipeline views ddl --help'.\n"));
        (await CliRun.RunAsync("views", "ddl", "--schema", schema, "--database", "sales")).ShouldBe(new(2, "", "error: --database is for --dbt only. See 'bipipeline views ddl --help'.\n"));
    }
}
