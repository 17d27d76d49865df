using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class SchemaCheckCommandTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_GoodFile_IsOk()
    {
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        (await CliRun.RunAsync("schema", "check", schema)).ShouldBe(new CliRun(0, $"ok    {schema}: table orders, 3 columns, version 1\n", ""));
    }

    [Fact]
    public async Task Check_SeveralFiles_ReportsEveryProblemOfEach()
    {
        var good = _folder.Write("good.json", SampleInputs.Schema);
        var same = _folder.Write("same.json", SampleInputs.Schema);
        var broken = _folder.Write("broken.json", """{ "table": "T!", "keys": [], "columns": [ { "name": "A b", "path": "a", "type": "string" } ], "version": 0 }""");
        var unprojected = _folder.Write("unprojected.json", SampleInputs.Schema
            .Replace("orders", "others", StringComparison.Ordinal)
            .Replace("""{ "name": "dt", "source": "event_time", "transform": "day" }""", """{ "name": "p", "source": "city", "transform": "identity", "values": ["a,b", "other"] }""", StringComparison.Ordinal));
        var missing = _folder.Combine("missing.json");

        var run = await CliRun.RunAsync("schema", "check", good, same, broken, unprojected, missing, _folder.FullPath, "--json");

        run.Code.ShouldBe(1);
        run.Error.ShouldBe("");
        var lines = run.Output.Split('\n');
        lines[..2].ShouldBe([$"ok    {good}: table orders, 3 columns, version 1", $"ok    {same}: table orders, 3 columns, version 1"]);
        lines.Count(line => line.StartsWith($"FAIL  {broken}: ", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        lines.Count(line => line.StartsWith($"FAIL  {unprojected}: ", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldContain(line => line.StartsWith($"FAIL  {missing}: ", StringComparison.Ordinal));
        lines.ShouldContain($"FAIL  {_folder.FullPath}: Schema '{_folder.FullPath}' is a folder; expected a file.");
        lines.ShouldContain("FAIL  Table 'orders' has two definitions; expected one. The toolkit adds tables with _raw and _quarantine.");
        JsonDocument.Parse(run.LastLine).RootElement.GetProperty("files").GetArrayLength().ShouldBe(6);
    }
}
