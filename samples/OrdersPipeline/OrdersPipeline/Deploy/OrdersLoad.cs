using System.Text.Json;
using BiPipeline.Toolkit.DynamoDb;
using OrdersPipeline.Data;

namespace OrdersPipeline.Deploy;

/// <summary>The sample's orders and changes as writes to a table.</summary>
sealed record OrdersLoad(IReadOnlyList<JsonElement> Items, IReadOnlyList<ItemChange> Changes)
{
    /// <summary>The attribute that every update of an order sets to the time of the update.</summary>
    internal const string VersionAttribute = "updatedAtMs";

    /// <summary>
    /// Returns orders as they were placed, then every change. A deletion by the TTL service becomes an ordinary deletion, because only the
    /// service can write under its name.
    /// </summary>
    internal static OrdersLoad From(OrderScript script) => new([.. script.Items.Select(Json)], [.. script.Changes.Select(Change)]);

    static ItemChange Change(OrderChange change) => change.Action switch
    {
        OrderChangeAction.Put => ItemChange.Put(Key(change.OrderId), Json(change.Item!)),
        OrderChangeAction.Update => ItemChange.Update(Key(change.OrderId), change.Set, change.Remove),
        _ => ItemChange.Delete(Key(change.OrderId)),
    };

    static JsonElement Key(string orderId) =>
        JsonSerializer.SerializeToElement(new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal)
        {
            [OrderItem.KeyName] = new(StringComparer.Ordinal) { ["S"] = orderId },
        });

    static JsonElement Json(OrderItem item)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) { item.Write(json); }
        bytes.Position = 0;
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
