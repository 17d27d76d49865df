using System.Globalization;
using System.Text.Json;

namespace OrdersPipeline.Tests.Oracle;

/// <summary>
/// The dataset and the change script played through with nothing but a dictionary: neither the toolkit's code nor the sample's own
/// reader is used, so that both can be checked against it.
/// </summary>
sealed class OracleHistory
{
    readonly Dictionary<string, Dictionary<string, JsonElement>> _items = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _removedStages = new(StringComparer.Ordinal);
    readonly HashSet<(string OrderId, string Stage)> _reached = [];
    readonly string _expired;

    OracleHistory(string expired) => _expired = expired;

    /// <summary>The remaining orders.</summary>
    internal IReadOnlyList<OracleOrder> Orders { get; private set; } = [];

    /// <summary>The orders by each stage that they reached.</summary>
    internal ILookup<string, string> Reached => _reached.ToLookup(one => one.Stage, one => one.OrderId);

    /// <summary>The removed orders, by WITHDRAWN or EXPIRED.</summary>
    internal ILookup<string, string> RemovedByStage => _removedStages.ToLookup(one => one.Value, one => one.Key);

    /// <summary>The time of the last change.</summary>
    internal DateTimeOffset Latest { get; private set; }

    /// <summary>Plays the files through.</summary>
    /// <param name="expiredAreWithdrawn">Orders that the script lets expire are deleted by the shop, as a load does it, which can't act as the TTL service.</param>
    internal static OracleHistory Load(bool expiredAreWithdrawn = false)
    {
        var history = new OracleHistory(expiredAreWithdrawn ? "WITHDRAWN" : "EXPIRED");
        var writes = Elements("sample_dataset.json", "items").Select(item => (At: item.GetProperty("createdAt").GetProperty("S").GetString()!, Change: default(JsonElement?), Item: item))
            .Concat(Elements("change_script.json", "changes").Select(change => (At: change.GetProperty("at").GetString()!, Change: (JsonElement?)change, Item: change)));
        foreach (var write in writes.OrderBy(write => write.At, StringComparer.Ordinal))
        {
            if (write.Change is { } change) { history.Apply(change); }
            else { history.Put(write.Item); }
        }
        history.Latest = writes.Max(write => DateTimeOffset.Parse(write.At, CultureInfo.InvariantCulture));
        history.Orders = [.. history._items.Values.Select(OracleOrder.From)];
        return history;
    }

    void Apply(JsonElement change)
    {
        var id = change.GetProperty("orderId").GetString()!;
        switch (change.GetProperty("action").GetString())
        {
            case "put":
                Put(change.GetProperty("item"));
                break;
            case "update":
                var item = _items[id];
                foreach (var member in change.GetProperty("set").EnumerateObject()) { item[member.Name] = member.Value; }
                if (change.TryGetProperty("remove", out var removed))
                {
                    foreach (var name in removed.EnumerateArray()) { item.Remove(name.GetString()!); }
                }
                Reach(id, Stage(item));
                break;
            case "delete":
                Remove(id, "WITHDRAWN");
                break;
            case "expire":
                Remove(id, _expired);
                break;
            default:
                throw new InvalidOperationException($"Unknown action in {change}");
        }
    }

    void Put(JsonElement item)
    {
        var attributes = item.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        var id = attributes["orderId"].GetProperty("S").GetString()!;
        _items.Add(id, attributes);
        _removedStages.Remove(id);
        Reach(id, Stage(attributes));
    }

    void Remove(string id, string stage)
    {
        _items.Remove(id).ShouldBeTrue();
        _removedStages[id] = stage;
        Reach(id, stage);
    }

    void Reach(string id, string stage) => _reached.Add((id, stage));

    static string Stage(Dictionary<string, JsonElement> item) =>
        item["status"].GetProperty("S").GetString()! is var status && status == "PENDING" ? "PLACED" : status;

    static List<JsonElement> Elements(string file, string member)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SampleFolder.Data, file)));
        return [.. document.RootElement.Clone().GetProperty(member).EnumerateArray()];
    }
}
