using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

/// <summary>Where commands take their records from, and what they say of those that can't be read.</summary>
[Collection(AwsCollection.Name)]
public sealed class InputTests(AwsEnvironment aws) : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    string Schema => _folder.Write("orders.schema.json", SampleInputs.Schema);

    static JsonElement Json(CliRun run) => JsonDocument.Parse(run.LastLine).RootElement;

    [Fact]
    public async Task Flatten_FolderPatternFileAndPipe_AreOneCall()
    {
        Directory.CreateDirectory(_folder.Combine("in", "deep"));
        _folder.Write("in/a.jsonl", SampleInputs.Record(1, """ "amount":{"N":"1"} """));
        _folder.WriteGzip("in/deep/b.jsonl.gz", SampleInputs.Record(2, """ "amount":{"N":"2"} """));
        _folder.Write("c1.json", SampleInputs.Record(3, """ "amount":{"N":"3"} """));
        _folder.Write("c2.json", SampleInputs.Record(4, """ "amount":{"N":"4"} """));
        using var output = new StringWriter { NewLine = "\n" };
        var piped = Encoding.UTF8.GetBytes(SampleInputs.Record(5, """ "amount":{"N":"5"} """));
        var terminal = new Terminal(output, output, Spectre.Console.AnsiConsole.Console) { OpenInput = () => new MemoryStream(piped) };

        var code = await CommandLine.RunAsync(["flatten", _folder.Combine("in"), "-", _folder.Combine("c?.json"), "--schema", Schema, "--lake", _folder.Combine("lake"), "--json"], terminal, CancellationToken.None);

        code.ShouldBe(0, output.ToString());
        var json = JsonDocument.Parse(output.ToString().TrimEnd('\n').Split('\n')[^1]).RootElement;
        (json.GetProperty("records").GetInt32(), json.GetProperty("rows").GetInt32()).ShouldBe((5, 5));
    }

    [Fact]
    public async Task Flatten_PipeTwice_IsRefused() =>
        (await CliRun.RunAsync(["flatten", "-", "-", "--schema", Schema, "--lake", _folder.Combine("lake")], CancellationToken.None)).Error.ShouldBe("error: Input '-' is given twice; the standard input can be read once.\n");

    [RequiresFact(Need.Moto)]
    public async Task FlattenAndInfer_PrefixInS3_AreThoseOfTheFolder()
    {
        var endpoint = await aws.StartAsync();
        using var http = new HttpClient { BaseAddress = endpoint };
        (await http.PutAsync("cli-inputs", content: null)).EnsureSuccessStatusCode();
        for (var i = 0; i < 5; i++)
        {
            Directory.CreateDirectory(_folder.Combine("in", $"{i % 2}"));
            var path = _folder.Write($"in/{i % 2}/{i}.jsonl", SampleInputs.Record(i, $$""" "amount":{"N":"{{i}}.25"} """) + "\n");
            (await http.PutAsync($"cli-inputs/in/{i % 2}/{i}.jsonl", new ByteArrayContent(await File.ReadAllBytesAsync(path)))).EnsureSuccessStatusCode();
        }
        string[] lake = ["--schema", Schema, "--json", "--lake"];

        var folder = await CliRun.RunAsync(["flatten", _folder.Combine("in"), .. lake, _folder.Combine("a")]);
        var s3 = await CliRun.RunAsync(["flatten", "s3://cli-inputs/in/", .. lake, _folder.Combine("b")]);
        var inferred = await CliRun.RunAsync("schema", "infer", _folder.Combine("in"), "--table", "orders");
        var inferredFromS3 = await CliRun.RunAsync("schema", "infer", "s3://cli-inputs/in", "--table", "orders");

        (folder.Code, s3.Code, s3.Error).ShouldBe((0, 0, ""));
        Names("b").ShouldBe(Names("a"));
        Json(s3).GetProperty("rows").GetInt32().ShouldBe(5);
        inferredFromS3.ShouldBe(inferred);

        string[] Names(string name) => [.. Directory.GetFiles(_folder.Combine(name), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.Combine(name), path)).Order(StringComparer.Ordinal)];
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Infer_S3ThatDoesNotAnswer_IsOneLine()
    {
        await aws.StartAsync();
        Dictionary<string, string?> nowhere = new(StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" };

        var run = await CliRun.RunApartAsync(nowhere, ["schema", "infer", "s3://bucket/x", "--table", "t"]);

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith("error: A service did not answer: ");
        run.Error.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Flatten_FileWithoutRecords_IsAnErrorAndCreatesNoLake()
    {
        var good = _folder.Write("good.jsonl", SampleInputs.Orders(5));
        var other = _folder.Write("b.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", good, other, "--schema", Schema, "--lake", _folder.Combine("lake"));

        run.Code.ShouldBe(1);
        run.Output.ShouldBe("");
        run.Error.ShouldStartWith($"error: The only record of {other} can't be read: ");
        Directory.Exists(_folder.Combine("lake")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(9, 3)]
    public async Task Flatten_MoreThanATenthInQuarantine_IsThree(int good, int code)
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(good - 1) + "{\"a\":1}\n");
        string[] args = ["flatten", input, "--schema", Schema, "--lake", _folder.Combine("lake"), "--json"];

        var run = await CliRun.RunAsync(args);
        var allowed = await CliRun.RunAsync([.. args, "--allow-quarantine"]);

        run.Code.ShouldBe(code);
        run.Error.ShouldBe(code == 0 ? "" : "error: 1 of 9 records went to quarantine; expected at most a tenth. Correct the schema or the input, or add --allow-quarantine.\n");
        (allowed.Code, allowed.Error).ShouldBe((0, ""));
        Json(run).GetProperty("reasons").EnumerateObject().Single().Value.GetInt32().ShouldBe(1);
        run.Output.ShouldContain("\n  quarantine, 1 record: ");
    }

    [Fact]
    public async Task Flatten_ColumnAndPolicyThatMeetNothing_AreSaid()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("s.json", SampleInputs.Schema
            .Replace("\"customer.city\"", "\"customer.ctiy\"", StringComparison.Ordinal)
            .Replace("\"unknown\": \"rescue\"", "\"unknown\": \"drop\", \"policies\": [ { \"path\": \"owner.emial\", \"action\": \"drop\" } ]", StringComparison.Ordinal));

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain("\n  no value in any row: orders.city\n");
        run.Output.ShouldContain("\n  policies that met no attribute in 3 records: owner.emial\n");
        Json(run).GetProperty("empty_columns").EnumerateArray().Select(item => item.GetString()).ShouldBe(["orders.city"]);
        Json(run).GetProperty("unmet_policies").EnumerateArray().Select(item => item.GetString()).ShouldBe(["owner.emial"]);
    }

    [Fact]
    public void Progress_OfSeveralInputs_SaysWhichOfHowMany()
    {
        ProgressLine.Describe(new FileProgress("s3://b/in/x.json", 1, 1) { InputNumber = 3, InputCount = 500 }).ShouldBe("3/500 x.json");
        ProgressLine.Describe(new FileProgress("x.json", 1, 1) { InputNumber = 1, InputCount = 1 }).ShouldBe("x.json");
    }
}
