using System.Text.Json;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

/// <summary>Tests <c>lake verify</c>.</summary>
public sealed class LakeVerifyCommandTests
{
    [Fact]
    public async Task Verify_FlattenedLake_IsProvenUntilARowIsMissing()
    {
        using var folder = new TemporaryDirectory();
        var (schema, lake) = await FlattenAsync(folder, count: 40);
        string[] command = ["lake", "verify", "--schema", schema, "--lake", lake, "--settled", "0", "--json"];

        var proven = await CliRun.RunAsync([.. command, "--certificate", folder.Combine("certificate.json"), "--put-certificate"]);
        File.Delete(Directory.EnumerateFiles(Path.Combine(lake, "processed"), "*.parquet", SearchOption.AllDirectories).First());
        var missing = await CliRun.RunAsync(command);

        (proven.Code, proven.Error).ShouldBe((0, proven.Error), proven.Output);
        proven.Output.ShouldContain("Every row is proven by the raw zone, and nothing is missing.");
        using var certificate = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Combine("certificate.json")));
        (certificate.RootElement.GetProperty("proven").GetBoolean(), certificate.RootElement.GetProperty("rows").GetInt64()).ShouldBe((true, 40));
        Directory.EnumerateFiles(Path.Combine(lake, "maintenance", "verify")).Count().ShouldBe(1);
        missing.Code.ShouldBe(1);
        missing.Output.ShouldContain("FAULT");
        using var json = JsonDocument.Parse(missing.LastLine);
        json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString()).ShouldBe(["missing"]);
    }

    [Fact]
    public async Task Verify_DryRun_PrintsThePlan()
    {
        using var folder = new TemporaryDirectory();
        var (schema, lake) = await FlattenAsync(folder, count: 10);

        var run = await CliRun.RunAsync("lake", "verify", "--schema", schema, "--lake", lake, "--dry-run", "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain("  units      1\n");
        using var json = JsonDocument.Parse(run.LastLine);
        json.RootElement.GetProperty("objects").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Verify_AgainstAnExport_ReportsWhatDiffers()
    {
        using var folder = new TemporaryDirectory();
        var (schema, lake) = await FlattenAsync(folder, count: 3);
        string Item(int number, string city = "Paris") => $$$$"""{"Item":{"orderId":{"S":"o{{{{number}}}}"},"amount":{"N":"{{{{number}}}}.50"},"customer":{"M":{"city":{"S":"{{{{city}}}}"} } } } }""";
        var equal = ExportFolder.Of([Item(0), Item(1), Item(2)]).Write(folder.Combine("equal"));
        var other = ExportFolder.Of([Item(0), Item(1, "Rome")]).Write(folder.Combine("other"));

        var same = await CliRun.RunAsync("lake", "verify", "--schema", schema, "--lake", lake, "--against", equal, "--json");
        var differs = await CliRun.RunAsync("lake", "verify", "--schema", schema, "--lake", lake, "--against", other, "--json");

        same.Code.ShouldBe(0, same.Error + same.Output);
        differs.Code.ShouldBe(1, differs.Error);
        using var json = JsonDocument.Parse(differs.LastLine);
        (json.RootElement.GetProperty("equal").GetInt64(), json.RootElement.GetProperty("differs").GetInt64(), json.RootElement.GetProperty("only_in_lake").GetInt64()).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData("--sample", "0%", "Option '--sample' is '0%'; expected a percentage above 0 to 100, such as 5%.")]
    [InlineData("--settled", "soon", "Option '--settled' is 'soon'; expected a duration such as 90m, 24h or 7d.")]
    public async Task Verify_WrongOption_IsWrongUsage(string option, string value, string error)
    {
        var run = await CliRun.RunAsync("lake", "verify", "--schema", "orders.schema.json", "--lake", "lake", option, value);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain(error);
    }

    [Fact]
    public async Task Verify_AgainstWithDays_IsWrongUsage()
    {
        var run = await CliRun.RunAsync("lake", "verify", "--schema", "orders.schema.json", "--lake", "lake", "--against", "export", "--from", "2026-11-01");

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("--from and --against are given; expected one of them.");
    }

    static async Task<(string Schema, string Lake)> FlattenAsync(TemporaryDirectory folder, int count)
    {
        var (schema, lake) = (folder.Write("orders.schema.json", SampleInputs.Schema), folder.Combine("lake"));
        var run = await CliRun.RunAsync("flatten", folder.Write("records.jsonl", SampleInputs.Orders(count)), "--schema", schema, "--lake", lake);
        run.Code.ShouldBe(0, run.Error);
        return (schema, lake);
    }
}
