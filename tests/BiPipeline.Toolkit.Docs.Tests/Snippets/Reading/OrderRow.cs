using System.Text.Json.Serialization;

namespace OrdersReader;

sealed class OrderRow
{
    [JsonPropertyName("order_id")] public string? OrderId { get; set; }
    [JsonPropertyName("amount")] public decimal? Amount { get; set; }
    [JsonPropertyName("_event_time")] public DateTime? EventTime { get; set; }
}
