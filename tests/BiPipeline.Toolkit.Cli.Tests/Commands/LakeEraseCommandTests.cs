using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

/// <summary><c>lake erase</c>: the plan first, then everything of a key.</summary>
public sealed class LakeEraseCommandTests
{
    [Fact]
    public async Task Erase_KeyOfAFolder_AsksForYesAndLeavesNothing()
    {
        using var folder = new TemporaryDirectory();
        var lake = folder.Combine("lake");
        var schema = folder.Combine("orders.schema.json");
        await File.WriteAllTextAsync(schema, """{"table":"orders","keys":["order_id"],"columns":[{"name":"order_id","path":"orderId","type":"string"}],"partitions":[{"name":"dt","source":"event_time","transform":"day"}]}""");
        await File.WriteAllTextAsync(folder.Combine("in.jsonl"), """
            {"asOf":"2026-01-03T00:00:00.000Z","Item":{"orderId":{"S":"ORD-100001"}}}
            {"asOf":"2026-01-03T00:00:00.000Z","Item":{"orderId":{"S":"ORD-100002"}}}
            """);
        (await CliRun.RunAsync("flatten", folder.Combine("in.jsonl"), "--schema", schema, "--lake", lake)).Code.ShouldBe(0);
        string[] erase = ["lake", "erase", "--key", "order_id=ORD-100001", "--schema", schema, "--lake", lake, "--json"];

        var plan = await CliRun.RunAsync(erase);
        (plan.Code, plan.Error).ShouldBe((0, ""));
        plan.Output.ShouldContain("Nothing is deleted. Add --yes to delete it.");
        plan.Output.ShouldContain("aws dynamodb delete-item --table-name orders --key …");
        plan.Output.ShouldNotContain("ORD-100001");
        using (var json = JsonDocument.Parse(plan.LastLine))
        {
            (json.RootElement.GetProperty("erased").GetBoolean(), json.RootElement.GetProperty("rows").GetInt32(), json.RootElement.GetProperty("lines").GetInt32()).ShouldBe((false, 1, 1));
        }

        var done = await CliRun.RunAsync([.. erase, "--yes"]);
        (done.Code, done.Error).ShouldBe((0, ""));
        done.Output.ShouldContain("1 row and 1 line erased: 2 objects with ");
        done.Output.ShouldContain("scan 2 found nothing");
        (await CliRun.RunAsync("query", "SELECT order_id FROM orders", "--schema", schema, "--lake", lake, "--format", "csv")).Output.ShouldBe("order_id\nORD-100002\n");
        (await CliRun.RunAsync(erase)).Output.ShouldContain("nothing has a key");
    }

    [Theory]
    [InlineData("order_id", "error: A --key is not COLUMN=VALUE, or names a column again; expected each key column once.", 2)]
    [InlineData(null, "error: --key and --keys are both given or both missing; expected one of them.", 2)]
    public async Task Erase_NoKey_IsRefusedWithoutItsValue(string? key, string error, int code)
    {
        using var folder = new TemporaryDirectory();
        var schema = folder.Combine("orders.schema.json");
        await File.WriteAllTextAsync(schema, """{"table":"orders","keys":["order_id"],"columns":[{"name":"order_id","path":"orderId","type":"string"}]}""");
        string[] keys = key is null ? [] : ["--key", key];

        var run = await CliRun.RunAsync(["lake", "erase", "--schema", schema, "--lake", folder.Combine("lake"), .. keys]);

        run.Code.ShouldBe(code);
        run.Error.ShouldStartWith(error);
    }
}
