using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class SchemaInferCommandTests : IDisposable
{

    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Infer_WithoutOut_PrintsOnlyTheSchema()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "orders");

        run.Code.ShouldBe(0);
        run.Error.ShouldBe("  amount: up to 1 fraction digits → decimal(18,3)\n3 records, 0 unreadable → 3 columns, version 1\n");
        var schema = TableSchema.Parse(run.Output);
        schema.Table.ShouldBe("orders");
        schema.Keys.ShouldBe(["order_id"]);
        schema.Columns.Select(column => $"{column.Name} {column.Path} {column.Type}").ShouldBe(["order_id orderId string", "amount amount decimal(18,3)", "customer_city customer.city string"]);
    }

    [Fact]
    public async Task Infer_Twice_WritesOnce()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var path = _folder.Combine("schemas", "orders.schema.json");

        var first = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--out", path);
        var written = File.GetLastWriteTimeUtc(path);
        var second = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--out", path);

        first.ShouldBe(new CliRun(0, $"  amount: up to 1 fraction digits → decimal(18,3)\n3 records, 0 unreadable → 3 columns, version 1 in {path}\n", ""));
        second.ShouldBe(new CliRun(0, $"3 records, 0 unreadable → 3 columns, version 1 in {path}, nothing new\n", ""));
        File.GetLastWriteTimeUtc(path).ShouldBe(written);
        Directory.GetFiles(_folder.Combine("schemas")).ShouldBe([path]);
        TableSchema.Load(path).Table.ShouldBe("orders");
    }

    [Fact]
    public async Task Infer_AnyOrderSplitThreadsAndCompression_GivesOneSchema()
    {
        var texts = SampleInputs.Orders(40).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        texts[7] = SampleInputs.Record(7, """ "amount":{"N":"12345678901234567.25"},"extra":{"M":{"since":{"S":"2025-01-02"}}} """);
        var whole = _folder.Write("whole.jsonl", string.Join('\n', texts));
        var head = _folder.WriteGzip("head.jsonl.gz", string.Join('\n', texts[..11].Reverse()) + "\n");
        var tail = _folder.Write("tail.json", $$"""{"Records":[{{string.Join(',', texts[11..])}}]}""");

        var one = await CliRun.RunAsync("schema", "infer", whole, "--table", "orders", "--threads", "1");
        var other = await CliRun.RunAsync("schema", "infer", tail, head, "--table", "orders", "--threads", "3");

        other.ShouldBe(one);
        one.Output.ShouldContain("\"extra_since\"");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Infer_InputLongerThanItsChunks_SeesEveryRecord()
    {
        var lines = SampleInputs.Orders(20_000) + SampleInputs.Record(20_000, """ "last":{"BOOL":true} """);
        var input = _folder.WriteGzip("long.jsonl.gz", lines);

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--threads", "2");

        run.Error.ShouldBe("  amount: up to 1 fraction digits → decimal(18,3)\n20,001 records, 0 unreadable → 4 columns, version 1\n");
    }

    [Fact]
    public async Task Infer_UnreadableRecords_CountsAndSkipsThem()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(2) + "{\"not\":1}\n{broken\n");

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--out", _folder.Combine("s.json"), "--json");

        run.Code.ShouldBe(0);
        var json = JsonDocument.Parse(run.LastLine).RootElement;
        (json.GetProperty("records").GetInt64(), json.GetProperty("unreadable").GetInt64(), json.GetProperty("columns").GetInt32(), json.GetProperty("written").GetBoolean()).ShouldBe((2, 2, 3, true));
    }

    [Fact]
    public async Task Infer_ExportWithKeys_UsesThem()
    {
        var input = _folder.Write("export.json", """
            {"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"v":{"BOOL":true}}}
            {"Item":{"pk":{"S":"b"},"sk":{"N":"2"}}}

            """);

        var with = await CliRun.RunAsync("schema", "infer", input, "--table", "t", "--keys", "pk, sk");
        var without = await CliRun.RunAsync("schema", "infer", input, "--table", "t");

        TableSchema.Parse(with.Output).Keys.ShouldBe(["pk", "sk"]);
        without.ShouldBe(new CliRun(1, "", "error: Schema 't' has 1 problem: The records have no Keys; expected the key attributes. Name them with --keys.\n"));
    }

    [Fact]
    public async Task Infer_FromASchema_KeepsItsColumnsAndIncreasesTheVersion()
    {
        var from = _folder.Write("orders.schema.json", SampleInputs.Schema);
        var input = _folder.Write("in.jsonl", SampleInputs.Record(1, """ "note":{"S":"hello"},"amount":{"N":"1"} """));

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--from", from, "--out", from);

        run.Output.ShouldBe($"  no value in any record: orders.city\n1 record, 0 unreadable → 4 columns, version 2 in {from}\n");
        TableSchema.Load(from).Columns.Select(column => $"{column.Name} {column.Type}").ShouldBe(["order_id string", "amount decimal(12,2)", "city string", "note string"]);
    }

    [Fact]
    public async Task Infer_FileThatExists_IsStartedFromAndNotReplaced()
    {
        var edited = _folder.Write("orders.schema.json", SampleInputs.Schema.Replace("\"unknown\": \"rescue\"", "\"unknown\": \"rescue\", \"policies\": [ { \"path\": \"customer.email\", \"action\": \"drop\" } ]", StringComparison.Ordinal));
        var input = _folder.Write("in.jsonl", SampleInputs.Record(1, """ "note":{"S":"hello"},"amount":{"N":"1"} """));

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--out", edited);

        run.Code.ShouldBe(0);
        var schema = TableSchema.Load(edited);
        schema.Policies.Count.ShouldBe(1);
        schema.Columns.Select(column => $"{column.Name} {column.Type}").ShouldBe(["order_id string", "amount decimal(12,2)", "city string", "note string"]);
    }

    [Fact]
    public async Task Infer_FileThatExistsWithForce_IsReplaced()
    {
        var edited = _folder.Write("orders.schema.json", SampleInputs.Schema);
        var input = _folder.Write("in.jsonl", SampleInputs.Record(1, """ "note":{"S":"hello"} """));

        (await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--out", edited, "--force")).Code.ShouldBe(0);

        TableSchema.Load(edited).Columns.Select(column => column.Name).ShouldBe(["order_id", "note"]);
    }

    [Fact]
    public async Task Infer_FileThatExistsAndAnotherToStartFrom_IsRefused()
    {
        var from = _folder.Write("from.json", SampleInputs.Schema);
        var output = _folder.Write("out.json", "kept");
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(1));

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--from", from, "--out", output);

        run.ShouldBe(new CliRun(1, "", $"error: File '{output}' exists and is not '{from}'; expected a new file. Add --force to replace it.\n"));
        File.ReadAllText(output).ShouldBe("kept");
    }

    [Fact]
    public async Task Infer_NothingReadable_Fails()
    {
        var input = _folder.Write("in.jsonl", "{\"a\":1}\n");

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "t");

        run.ShouldBe(new CliRun(1, "", $"error: The only record of {input} can't be read: the record has no eventName and no other known form; the nearest is an item, whose values have types such as S and N (1).\n"));
    }

    [Fact]
    public async Task Infer_EmptyInput_IsNamed()
    {
        var input = _folder.Write("in.jsonl", "");

        (await CliRun.RunAsync("schema", "infer", input, "--table", "t")).ShouldBe(new CliRun(1, "", $"error: There is no record in {input}; expected at least one.\n"));
    }

    // The devices got the columns of the readings.
    [Theory]
    [InlineData("kind=DEVICE", "attribute", "kind", "equals", "DEVICE")]
    [InlineData("orderId=o1*", "key", "orderId", "prefix", "o1")]
    public async Task Infer_Entity_LooksAtItsItemsAndWritesIt(string entity, string member, string attribute, string how, string text)
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Record(1, """ "kind":{"S":"DEVICE"},"model":{"S":"x"} """) + SampleInputs.Record(2, """ "kind":{"S":"READING"},"value":{"N":"1"} """));

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "devices", "--entity", entity, "--json", "--out", _folder.Combine("s.json"));

        run.Code.ShouldBe(0, run.Error);
        JsonDocument.Parse(run.LastLine).RootElement.GetProperty("other_entities").GetInt64().ShouldBe(1);
        var file = JsonDocument.Parse(File.ReadAllText(_folder.Combine("s.json"))).RootElement.GetProperty("entity");
        (file.GetProperty(member).GetString(), file.GetProperty(how).GetString()).ShouldBe((attribute, text));
        TableSchema.Load(_folder.Combine("s.json")).Columns.ShouldNotContain(column => column.Name == "value");
    }

    [Fact]
    public async Task Infer_Options_ReachTheSchema()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Record(1, """ "m":{"M":{"a":{"N":"1"},"b":{"N":"1"}}},"secret":{"S":"x"},"qty":{"S":"12"},"at":{"S":"2026-01-01T00:00:00.123456Z"},"d":{"N":"0.5"} """));

        var run = await CliRun.RunAsync("schema", "infer", input, "--table", "t", "--map", "m", "--exclude", "secret", "--coerce", "--floor-times", "--extra-scale", "5", "--max-columns", "4");

        run.Code.ShouldBe(0, run.Error);
        TableSchema.Parse(run.Output).Columns.Select(column => $"{column.Name} {column.Type} {column.Coerce}").ShouldBe(["order_id string False", "at timestamp False", "d decimal(18,6) False", "m map<string,bigint> False"]);
        run.Error.ShouldContain("  without a column, kept in _rescued: qty\n");
    }

    [Theory]
    [InlineData("--entity", "kind", "error: --entity is 'kind'; expected ATTRIBUTE=TEXT, or KEY=TEXT* for keys that begin with the text.")]
    [InlineData("--map", "a[0]", "error: Path 'a[0]'")]
    public async Task Infer_OptionOfAnotherForm_IsWrongUsage(string option, string value, string error)
    {
        var run = await CliRun.RunAsync("schema", "infer", _folder.Write("in.jsonl", SampleInputs.Orders(1)), "--table", "t", option, value);

        run.Code.ShouldBe(2);
        run.Error.ShouldStartWith(error);
    }

    [Fact]
    public async Task Infer_MissingInput_NamesIt() =>
        (await CliRun.RunAsync("schema", "infer", "/nowhere/in.json", "--table", "t")).ShouldBe(new CliRun(1, "", "error: Input '/nowhere/in.json' does not exist.\n"));

    [Fact]
    public async Task Infer_IncompleteGzip_NamesTheInput()
    {
        var path = _folder.WriteGzip("in.jsonl.gz", SampleInputs.Orders(200));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        var run = await CliRun.RunAsync("schema", "infer", path, "--table", "t");

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith($"error: {path}: the compressed data is damaged or incomplete (");
    }

    [Fact]
    public async Task Infer_IncompleteEvent_NamesTheInput()
    {
        var path = _folder.Write("in.json", "{\"Records\":[" + SampleInputs.Record(1, """ "a":{"S":"b"} """));

        var run = await CliRun.RunAsync("schema", "infer", path, "--table", "t");

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith($"error: {path}, offsets from byte 0: The payload is not a Lambda event: ");
    }
}
