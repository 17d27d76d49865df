using System.Text.Json;

namespace OrdersPipeline.Data;

/// <summary>One write of the change script.</summary>
/// <param name="At">Time of the write.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Action">The action.</param>
/// <param name="Why">The reason, for readers of the script.</param>
/// <param name="Set">Complete attributes that an update sets.</param>
/// <param name="Remove">Attributes that an update removes.</param>
/// <param name="Item">The item of a put; null otherwise.</param>
sealed record OrderChange(
    DateTimeOffset At,
    string OrderId,
    OrderChangeAction Action,
    string Why,
    IReadOnlyList<KeyValuePair<string, JsonElement>> Set,
    IReadOnlyList<string> Remove,
    OrderItem? Item);
