using System.Text.Json;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace OrdersPipeline.Tests.Events;

public sealed class FlattenedEventsTests
{
    static readonly List<ReadOnlyMemory<byte>> Payloads = [.. StreamEvents.Payloads(new OrderTable().Play(OrderScript.Load(SampleFolder.Data)), StreamIdentity.Sample)];

    [Fact]
    public async Task Flatten_TheSample_RescuesValuesAndQuarantinesNothing()
    {
        var pipeline = new FilePipeline(new InMemoryObjectStore(), new FilePipelineOptions { Schemas = [TableSchema.Load(SampleFolder.Schema)] });

        var outcome = await pipeline.RunAsync([.. Payloads.Select(payload => FileInput.From("event", payload.Length, () => new MemoryStream(payload.ToArray())))]);

        outcome.Rows.ShouldBe(2802);
        outcome.Quarantined.ShouldBe(0);
        outcome.Rescued.ShouldBe(ExpectedRescued());
        outcome.ChildRows.ShouldBe(Images().Sum(image => image.GetProperty("items").GetProperty("L").GetArrayLength()));
    }

    // Gift messages, ranges of days, and the one price of three decimals.
    static int ExpectedRescued() => Images().Sum(image =>
        (image.TryGetProperty("giftMessage", out _) ? 1 : 0)
        + (image.GetProperty("deliveryEstimateDays").TryGetProperty("S", out _) ? 1 : 0)
        + image.GetProperty("items").GetProperty("L").EnumerateArray().Count(line => line.GetProperty("M").GetProperty("unitPrice").GetProperty("N").GetString() == "24.995"));

    static List<JsonElement> Images()
    {
        List<JsonElement> images = [];
        foreach (var payload in Payloads)
        {
            using var document = JsonDocument.Parse(payload);
            images.AddRange(document.RootElement.Clone().GetProperty("Records").EnumerateArray().Select(record => record.GetProperty("dynamodb"))
                .Select(change => change.TryGetProperty("NewImage", out var image) ? image : change.GetProperty("OldImage")));
        }
        return images;
    }
}
