using System.Globalization;
using System.Text.Json;

namespace OrdersPipeline.Tests.Oracle;

/// <summary>What the views need to know of an order.</summary>
sealed record OracleOrder
{
    internal required string OrderId { get; init; }

    internal required string Status { get; init; }

    internal required DateTime CreatedAt { get; init; }

    internal required string CustomerId { get; init; }

    internal required string CustomerName { get; init; }

    internal required string CountryCode { get; init; }

    internal required string Country { get; init; }

    internal required decimal Subtotal { get; init; }

    internal required bool HasRescued { get; init; }

    internal required IReadOnlyList<OracleLine> Lines { get; init; }

    internal DateOnly Day => DateOnly.FromDateTime(CreatedAt);

    internal DateOnly Month => new(CreatedAt.Year, CreatedAt.Month, 1);

    internal bool IsPaid => Status is "PAID" or "SHIPPED" or "DELIVERED";

    internal decimal Revenue => Lines.Sum(line => line.Amount);

    internal long Units => Lines.Sum(line => line.Units);

    internal static OracleOrder From(IReadOnlyDictionary<string, JsonElement> item)
    {
        var customer = item["customer"].GetProperty("M");
        var address = customer.GetProperty("address").GetProperty("M");
        return new OracleOrder
        {
            OrderId = Text(item["orderId"]),
            Status = Text(item["status"]),
            CreatedAt = DateTime.Parse(Text(item["createdAt"]), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
            CustomerId = Text(customer.GetProperty("customerId")),
            CustomerName = Text(customer.GetProperty("name")),
            CountryCode = Text(address.GetProperty("countryCode")),
            Country = Text(address.GetProperty("country")),
            Subtotal = Number(item["subtotal"]),
            // No column takes giftMessage, and a range of days is no whole number.
            HasRescued = item.ContainsKey("giftMessage") || item["deliveryEstimateDays"].TryGetProperty("S", out _),
            Lines = [.. item["items"].GetProperty("L").EnumerateArray().Select(element => Line(element.GetProperty("M")))],
        };
    }

    static OracleLine Line(JsonElement line)
    {
        var units = Number(line.GetProperty("quantity"));
        var discount = line.TryGetProperty("discount", out var value) ? Number(value) : 0m;
        return new OracleLine(Text(line.GetProperty("category")), (long)units, (units * Number(line.GetProperty("unitPrice"))) - discount);
    }

    static string Text(JsonElement value) => value.GetProperty("S").GetString()!;

    static decimal Number(JsonElement value) => decimal.Parse(value.GetProperty("N").GetString()!, CultureInfo.InvariantCulture);
}
