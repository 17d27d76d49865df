using OrdersPipeline.Data;

namespace OrdersPipeline.Events;

/// <summary>Applies the script to a table in memory, so that every record has DynamoDB's images.</summary>
sealed class OrderTable
{
    readonly Dictionary<string, OrderItem> _items = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<OrderItem> Items => _items.Values;

    /// <summary>Returns every write in order. The table has the final items after the last one.</summary>
    /// <exception cref="InvalidDataException">The script changes a missing order, or places an existing one.</exception>
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
        // OrderBy is stable: of two writes in the same millisecond, the placed order is first, and the script keeps its order.
        foreach (var change in placed.Concat(script.Changes).OrderBy(change => change.At))
        {
            if (Apply(change) is { } write) { yield return write; }
        }
    }

    // Null for a write that does not change the item: DynamoDB makes no record of it.
    OrderWrite? Apply(OrderChange change)
    {
        _items.TryGetValue(change.OrderId, out var old);
        if (old is null != change.Action is OrderChangeAction.Put)
        {
            throw new InvalidDataException(
                $"The change script wants to {change.Action} order '{change.OrderId}' at {change.At:O}, which "
                    + $"{(old is null ? "does not exist" : "already exists")}.");
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
