using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.DynamoDb;
using OrdersPipeline.Data;
using OrdersPipeline.Deploy;

namespace OrdersPipeline.Tests.Deploy;

public sealed class OrdersLoadTests
{
    static readonly OrdersLoad Load = OrdersLoad.From(OrderScript.Load(SampleFolder.Data));

    [Fact]
    public void From_TheScript_HasEveryWrite()
    {
        Load.Items.Count.ShouldBe(720);
        Load.Changes.Count(IsUpdate).ShouldBe(2033);
        Load.Changes.Count(change => change.Item.ValueKind != JsonValueKind.Undefined).ShouldBe(1);
        Load.Changes.Count.ShouldBe(2033 + 1 + 48);
    }

    [Fact]
    public void From_TheScript_KeepsValuesUnchanged() =>
        Load.Items[0].GetRawText().ShouldStartWith("""{"orderId":{"S":"ORD-100001"},"status":{"S":"PENDING"},"createdAt":{"S":"2025-09-02T13:53:54.818Z"},"updatedAtMs":{"N":"1756821234818"},""");

    // What a load without its journal relies on.
    [Fact]
    public void Updates_OfAnOrder_HaveGrowingVersions()
    {
        var versions = Load.Items.ToDictionary(item => item.GetProperty("orderId").GetProperty("S").GetString()!, Version, StringComparer.Ordinal);
        foreach (var change in Load.Changes.Where(IsUpdate))
        {
            var id = change.Key.GetProperty("orderId").GetProperty("S").GetString()!;
            var version = long.Parse(change.Set.Single(one => one.Key == OrdersLoad.VersionAttribute).Value.GetProperty("N").GetString()!, CultureInfo.InvariantCulture);
            version.ShouldBeGreaterThan(versions[id], id);
            versions[id] = version;
        }

        static long Version(JsonElement item) => long.Parse(item.GetProperty(OrdersLoad.VersionAttribute).GetProperty("N").GetString()!, CultureInfo.InvariantCulture);
    }

    static bool IsUpdate(ItemChange change) => change.Set.Count + change.Remove.Count > 0;
}
