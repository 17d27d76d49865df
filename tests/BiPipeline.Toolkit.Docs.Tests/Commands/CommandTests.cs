using BiPipeline.Toolkit.Cli;
using BiPipeline.Toolkit.Docs.Tests.Pages;

namespace BiPipeline.Toolkit.Docs.Tests.Commands;

/// <summary>Checks that every command of a page is run by a named test or the gate, or is marked as needing AWS.</summary>
public sealed class CommandTests
{
    // The runner of a command: the gate (its text contains it), or a test class with its own files.
    static readonly Dictionary<string, string> RunBy = new(StringComparer.Ordinal)
    {
        ["dotnet build"] = ".ci/run",
        ["dotnet test"] = ".ci/run",
        ["TEST_VOLUME=full dotnet test"] = ".ci/run",
        ["npm ci --prefix eng/conformance"] = ".ci/run",
        ["npm ci --prefix eng/grammar"] = ".ci/run",
        ["dotnet run --project samples/OrdersPipeline/OrdersPipeline"] = ".ci/run",
        ["dotnet run --project samples/OrdersPipeline/OrdersPipeline.DataGenerator -- samples/OrdersPipeline/data"] = "SampleDataTests",
        ["dotnet tool install --global BiPipeline.Toolkit.Cli"] = "PackageTests",
        ["dotnet new install BiPipeline.Toolkit.Templates"] = "TemplateTests",
        ["dotnet new bipipeline --name OrdersLake --table prod-orders --key orderId"] = "TemplateTests",
        ["dotnet new console --name OrdersLake"] = "GettingStartedTests",
        ["dotnet add OrdersLake package BiPipeline.Toolkit.Lambda"] = "GettingStartedTests",
        ["dotnet publish OrdersLake -c Release -r linux-x64 --output publish"] = "GettingStartedTests",
        ["bipipeline views check checks/ --schema orders.schema.json --views sql/ --lake out/lake"] = "RecipeTests",
        ["bipipeline glue ddl --schema orders.schema.json --location s3://my-lake/orders --database analytics --format cfn-json"] = "GlueCommandTests",
        ["bipipeline athena serve --schema orders.schema.json --lake out/lake --port 8123"] = "AthenaServeCommandTests",
        ["bipipeline lake backfill scan.json --as-of 2026-11-03T00:00:00Z --complete --schema orders.schema.json --lake out/lake"] = "LakeBackfillCommandTests",
        ["bipipeline lake backfill --retract 2026-11-03T00:00:00Z --schema orders.schema.json --lake out/lake"] = "LakeBackfillCommandTests",
        ["bipipeline lake status --lake out/lake"] = "LakeStatusCommandTests",
        ["bipipeline lake status --lake out/lake --remove-leftovers"] = "LakeStatusCommandTests",
        ["bipipeline lake verify --schema orders.schema.json --lake out/lake --settled 0"] = "LakeVerifyCommandTests",
        ["bipipeline lake erase --key order_id=ORD-100001 --schema orders.schema.json --lake out/lake"] = "LakeEraseCommandTests",
        ["bipipeline lake erase --key order_id=ORD-100001 --schema orders.schema.json --lake out/lake --yes"] = "LakeEraseCommandTests",
        ["bipipeline athena serve --lake out/lake --location s3://example-lake/lake --database bi --port 8123"] = "RehearsalTests",
        ["bipipeline glue apply --schema orders.schema.json --database bi --location s3://example-lake/lake"] = "RehearsalTests",
        ["bipipeline views apply --schema orders.schema.json --database bi --workgroup primary"] = "RehearsalTests",
        ["bipipeline flatten export/ --schema orders.schema.json --lake s3://my-lake/orders --json"] = "FlattenCommandTests",
        ["bipipeline schema infer export/*.json.gz --table orders --keys orderId --out orders.schema.json"] = "SchemaInferCommandTests",
        ["bipipeline schema infer records.jsonl --table invoices --entity type=INVOICE --out invoices.schema.json"] = "SchemaInferCommandTests",
        ["bipipeline schema infer records.jsonl --table devices --entity 'pk=DEVICE#*' --out devices.schema.json"] = "SchemaInferCommandTests",
        ["bipipeline glue plan --schema orders.schema.json --database analytics --location s3://my-lake/orders"] = "GlueCommandTests",
        ["bipipeline glue apply --schema orders.schema.json --database analytics --location s3://my-lake/orders"] = "GlueCommandTests",
        ["bipipeline views apply --schema orders.schema.json --views sql/ --database analytics --workgroup bi"] = "ViewsCommandTests",
    };

    // Commands that no test can run unchanged, by their first words.
    static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["bash .ci/run"] = "the gate itself, which runs these tests",
        ["dotnet test "] = "the gate's own tests, some of them",
        ["UPDATE_GOLDEN=1 dotnet test "] = "rewrites what the tests compare with",
        ["dotnet run -c Release --project benchmarks/BiPipeline.Toolkit.Benchmarks -- "] = "measures: minutes on a machine that does nothing else",
        ["benchmarks/baseline-year.sh"] = "measures: a year of changes",
        ["benchmarks/latest-year.sh"] = "the same",
        ["benchmarks/compare-duckdb.sh"] = "measures: a gigabyte of input, many times",
        ["/usr/bin/time -v bipipeline flatten orders.jsonl "] = "measures: a gigabyte of input",
        ["dotnet add package BiPipeline.Toolkit"] = "needs a feed; GettingStartedTests add a package from theirs",
        ["dotnet add Orders.Tests package BiPipeline.Toolkit"] = "the same",
        ["aws "] = "needs an account, as its name says",
        ["export AWS_"] = "what the steps on AWS are told",
        ["output() { aws "] = "names for the steps on AWS",
        ["orders() { dotnet run "] = "names for the steps on AWS",
        ["node -p 'JSON.stringify(JSON.parse(fs.readFileSync("] = "prints a policy to be attached by hand",
        ["bash eng/publish-lambda.sh"] = "links the function, which the gate does",
        ["dotnet pack -c Release --output packages"] = "what PackageTests packs, in the other configuration",
        ["eng/pack-tool.sh packages "] = "what the gate packs for one platform",
        ["benchmarks/cold-start.sh "] = "measures: fifty processes one after the other",
    };

    [Fact]
    public void Commands_OfEveryPage_AreRunOrNeedAws()
    {
        DocumentedCommand.All.Count.ShouldBeGreaterThan(20);

        DocumentedCommand.All.Where(command => !command.NeedsAws && !RunBy.ContainsKey(command.Text) && !IsInTheGuide(command) && !NotRun.Keys.Any(start => command.Text.StartsWith(start, StringComparison.Ordinal)))
            .Select(command => $"{command.Page}: {command.Text}")
            .ShouldBeEmpty("name in CommandTests what runs a new command, or begin its block with '# AWS'");
    }

    [Fact]
    public void Commands_OfEveryPage_AreCoveredByTheGateOrATest()
    {
        var gate = File.ReadAllText(Repository.PathOf(".ci/run")).Replace("$sample", "samples/OrdersPipeline/OrdersPipeline", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        var tests = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Repository.PathOf("samples"), "*Tests.cs", SearchOption.AllDirectories)).Select(Path.GetFileNameWithoutExtension).ToHashSet();

        foreach (var (command, by) in RunBy)
        {
            if (by == ".ci/run") { gate.ShouldContain(command); }
            else { tests.ShouldContain(by); }
        }
    }

    [Fact]
    public void Bipipeline_EveryCommandOfEveryPage_IsAccepted()
    {
        using var output = new StringWriter();
        var commands = DocumentedCommand.All.Where(command => command.Words[0] == "bipipeline").ToArray();

        commands.Length.ShouldBeGreaterThan(10);
        commands.Select(command => (command, CommandLine.Root(ExampleBatch.Terminal(output)).Parse([.. command.Words.Skip(1)]).Errors)).Where(parsed => parsed.Errors.Count > 0).Select(parsed => $"{parsed.command.Text}: {parsed.Errors[0].Message}").ShouldBeEmpty();
    }

    /// <summary>Runs the guide's first step and Local Athena's query, one after another, on the files that they name.</summary>
    [Fact]
    public async Task Bipipeline_CommandsOfTheGuide_RunOneAfterTheOther()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.Combine("records.jsonl"), """
            {"eventID":"1","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":{"orderId":{"S":"a"}},"NewImage":{"orderId":{"S":"a"},"status":{"S":"PAID"}},"SequenceNumber":"100","StreamViewType":"NEW_IMAGE"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}
            {"eventID":"2","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":{"orderId":{"S":"b"}},"NewImage":{"orderId":{"S":"b"},"status":{"S":"PAID"}},"SequenceNumber":"101","StreamViewType":"NEW_IMAGE"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}

            """);
        var commands = DocumentedCommand.All.Where(IsInTheGuide).ToArray();
        using var output = new StringWriter();

        commands.Length.ShouldBe(4);
        foreach (var command in commands)
        {
            string[] words = [.. command.Words.Skip(1).Select(word => word is "records.jsonl" or "orders.schema.json" or "out/lake" ? folder.Combine(word) : word)];
            (await CommandLine.RunAsync(words, ExampleBatch.Terminal(output), CancellationToken.None)).ShouldBe(0, $"{command.Text}: {output}");
        }
        output.ToString().ShouldContain("\"records\":2,\"rows\":2");
        output.ToString().ShouldMatch(@"orders\s+\W*\s*2");
        output.ToString().ShouldContain("PAID");
    }

    static bool IsInTheGuide(DocumentedCommand command) =>
        (command.Page == "docs/getting-started.md" && !command.NeedsAws && command.Words[0] == "bipipeline") || (command.Page == "docs/local-athena.md" && command.Words is ["bipipeline", "query", ..]);
}
