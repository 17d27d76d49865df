using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

/// <summary><c>lake status</c> over a lake that the sample's records make.</summary>
public sealed class LakeStatusCommandTests
{
    [Fact]
    public async Task Status_LakeWithLeftOvers_ShowsAndRemovesThem()
    {
        using var folder = new TemporaryDirectory();
        var lake = folder.Combine("lake");
        var schema = folder.Combine("t.schema.json");
        await File.WriteAllTextAsync(schema, """{"table":"t","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"}],"partitions":[{"name":"dt","source":"event_time","transform":"day"}]}""");
        await File.WriteAllTextAsync(folder.Combine("in.jsonl"), """
            {"asOf":"2026-11-03T00:00:00.000Z","Item":{"id":{"S":"a"}}}
            {"asOf":"2026-11-04T00:00:00.000Z","Item":{"id":{"S":"b"}}}
            {"asOf":"2026-11-04T00:00:00.000Z","Item":{"other":{"N":"1"}}}
            """);
        (await CliRun.RunAsync("flatten", folder.Combine("in.jsonl"), "--schema", schema, "--lake", lake, "--allow-quarantine")).Code.ShouldBe(0);
        await File.WriteAllTextAsync(Path.Combine(lake, ".bipipeline-old"), "half");
        File.SetLastWriteTimeUtc(Path.Combine(lake, ".bipipeline-old"), DateTime.UtcNow.AddDays(-2));

        var run = await CliRun.RunAsync("lake", "status", "--lake", lake, "--schema", schema, "--json");

        run.Code.ShouldBe(0);
        var lines = run.Output.Split('\n');
        lines[0].ShouldStartWith($"lake {lake} at ");
        lines[2].ShouldBe("table | zone       | partitions | objects | rows |   size | small | first partition | last partition | newest object");
        lines[5].ShouldStartWith("t     | processed  |          2 |       2 |    2 |");
        run.Output.ShouldContain("quarantine of t: 1 line\n");
        run.Output.ShouldContain("1 left-over of killed or running writers, 4 B; 1 older than 24 hours, which --remove-leftovers deletes");
        using var json = JsonDocument.Parse(run.Output.TrimEnd('\n').Split('\n')[^1]);
        json.RootElement.GetProperty("tables").GetArrayLength().ShouldBe(3);
        json.RootElement.GetProperty("left_overs").GetProperty("removable").GetInt32().ShouldBe(1);

        (await CliRun.RunAsync("lake", "status", "--lake", lake, "--remove-leftovers")).Output.ShouldContain("1 left-over of killed runs removed");
        File.Exists(Path.Combine(lake, ".bipipeline-old")).ShouldBeFalse();
    }
}
