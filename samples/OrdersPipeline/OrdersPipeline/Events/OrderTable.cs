using OrdersPipeline.Data;

namespace OrdersPipeline.Events;

/// <summary>Plays the script against a table in memory, so that every record has the images that DynamoDB would give it.</summary>
sealed class OrderTable
{
    readonly Dictionary<string, OrderItem> _items = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<OrderItem> Items => _items.Values;

    /// <summary>Every write in its order; the table holds the final items once all were taken.</summary>
    /// <exception cref="InvalidDataException">The script changes an order that is not there, or places one that is.</exception>
    internal IEnumerable<OrderWrite> Play(OrderScript script)
    {
        var placed = script.Items.Select(item => new OrderChange(
            item.CreatedAt,
            item.OrderId,
            OrderChangeAction.Put,
            "placed",
            [],
            [],
            item));
        // OrderBy is stable: of two writes at one millisecond the order is placed first, and the script keeps its own order.
        foreach (var change in placed.Concat(script.Changes).OrderBy(change => change.At))
        {
            if (Apply(change) is { } write) { yield return write; }
        }
    }

    // Null for a write that leaves the item as it was: DynamoDB makes no record of one.
    OrderWrite? Apply(OrderChange change)
    {
        _items.TryGetValue(change.OrderId, out var old);
        if (old is null != change.Action is OrderChangeAction.Put)
        {
            throw new InvalidDataException(
                $"The change script wants to {change.Action} order '{change.OrderId}' at {change.At:O}, which "
                    + $"{(old is null ? "is not there" : "is there already")}.");
        }
        var item = change.Action switch
        {
            OrderChangeAction.Put => change.Item,
            OrderChangeAction.Update => old!.With(change.Set, change.Remove),
            _ => null,
        };
        if (item is null) { _items.Remove(change.OrderId); }
        else { _items[change.OrderId] = item; }
        return old is not null && item is not null && old.SameAs(item)
            ? null
            : new OrderWrite(change.At, old, item, change.Action == OrderChangeAction.Expire);
    }
}
