using System.Text.Json;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Flattening;
using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace OrdersPipeline.Tests.Events;

public sealed class FlattenedEventsTests
{
    static readonly List<ReadOnlyMemory<byte>> Payloads = [.. StreamEvents.Payloads(new OrderTable().Play(OrderScript.Load(SampleFolder.Data)), StreamIdentity.Sample)];

    [Fact]
    public void Flatten_TheSample_RescuesWhatNoColumnTakesAndQuarantinesNothing()
    {
        var flattener = new RecordFlattener(TableSchema.Load(SampleFolder.Schema));
        foreach (var payload in Payloads) { flattener.Flatten(payload.Span); }

        var batch = flattener.Batches.Single();

        batch.Columns.RowCount.ShouldBe(2802);
        batch.QuarantineCount.ShouldBe(0);
        batch.RescuedValues.ShouldBe(ExpectedRescued());
        batch.ChildColumns.Single().RowCount.ShouldBe(Images().Sum(image => image.GetProperty("items").GetProperty("L").GetArrayLength()));
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
