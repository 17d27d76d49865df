using System.Text.Json;

namespace OrdersPipeline.Data;

/// <summary>One write of the change script.</summary>
/// <param name="At">When.</param>
/// <param name="OrderId">To which order.</param>
/// <param name="Action">What.</param>
/// <param name="Why">For whoever reads the script.</param>
/// <param name="Set">Attributes that an update sets, whole.</param>
/// <param name="Remove">Attributes that an update removes.</param>
/// <param name="Item">What a put writes; null otherwise.</param>
sealed record OrderChange(
    DateTimeOffset At,
    string OrderId,
    OrderChangeAction Action,
    string Why,
    IReadOnlyList<KeyValuePair<string, JsonElement>> Set,
    IReadOnlyList<string> Remove,
    OrderItem? Item);
