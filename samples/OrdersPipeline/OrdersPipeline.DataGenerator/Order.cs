using System.Globalization;

namespace OrdersPipeline.DataGenerator;

/// <summary>An order in its first form: pending, with thirty days to pay.</summary>
sealed record Order
{
    static readonly DateTime ChannelsAreKnown = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static TimeSpan TimeToPay { get; } = TimeSpan.FromDays(30);

    internal required string OrderId { get; init; }

    internal required DateTime CreatedAt { get; init; }

    internal required Customer Customer { get; init; }

    internal required IReadOnlyList<OrderLine> Lines { get; init; }

    internal required Address Address { get; init; }

    internal required string PaymentMethod { get; init; }

    /// <summary>The bank's reference of 38 digits; null for other methods.</summary>
    internal required string? PaymentReference { get; init; }

    internal required string? CouponCode { get; init; }

    internal required string? GiftMessage { get; init; }

    internal required bool IsGift { get; init; }

    internal required bool IsExpress { get; init; }

    internal required bool IsFirst { get; init; }

    /// <summary>The estimate: "5"; or "3-5" from the two weeks in which the shop wrote a range.</summary>
    internal required string DeliveryEstimateDays { get; init; }

    /// <summary>The points; null for a missing attribute, negative for NULL.</summary>
    internal required int? LoyaltyPoints { get; init; }

    internal required string Channel { get; init; }

    internal decimal Subtotal => Lines.Sum(line => line.Total);

    internal decimal ShippingFee => (Subtotal >= 75m ? 0m : 4.90m) + (IsExpress ? 7.50m : 0m);

    internal AttributeMap ToItem()
    {
        var item = new AttributeMap
        {
            ["orderId"] = AttributeValue.Text(OrderId),
            ["status"] = AttributeValue.Text("PENDING"),
            ["createdAt"] = TimeText(CreatedAt),
            ["updatedAtMs"] = Milliseconds(CreatedAt),
            ["expiresAt"] = AttributeValue.Number(new DateTimeOffset(CreatedAt + TimeToPay).ToUnixTimeSeconds()),
            ["currency"] = AttributeValue.Text("EUR"),
        };
        if (CreatedAt >= ChannelsAreKnown) { item["channel"] = AttributeValue.Text(Channel); }
        item["customer"] = CustomerValue(Address, CreatedAt);
        item["items"] = LinesValue(Lines);
        item["subtotal"] = AttributeValue.Number(Subtotal);
        item["shippingFee"] = AttributeValue.Number(ShippingFee);
        item["totalAmount"] = AttributeValue.Number(Subtotal + ShippingFee);
        item["payment"] = AttributeValue.Map(Payment());
        item["deliveryEstimateDays"] = DeliveryEstimateDays.All(char.IsAsciiDigit)
            ? AttributeValue.NumberText(DeliveryEstimateDays)
            : AttributeValue.Text(DeliveryEstimateDays);
        if (LoyaltyPoints is { } points) { item["loyaltyPoints"] = points < 0 ? AttributeValue.Null : AttributeValue.Number(points); }
        if (CouponCode is not null) { item["couponCode"] = AttributeValue.Text(CouponCode); }
        item["isGift"] = AttributeValue.Flag(IsGift);
        if (GiftMessage is not null) { item["giftMessage"] = AttributeValue.Text(GiftMessage); }
        // DynamoDB has no empty set: without tags, the attribute is missing.
        if (Tags() is { Count: > 0 } tags) { item["tags"] = AttributeValue.Texts(tags); }
        return item;
    }

    internal AttributeValue CustomerValue(Address address, DateTime writtenAt) => AttributeValue.Map(new AttributeMap
    {
        ["customerId"] = AttributeValue.Text(Customer.Id),
        ["name"] = AttributeValue.Text(Customer.NameAt(CreatedAt)),
        ["email"] = AttributeValue.Text(Customer.Email),
        ["isBusiness"] = AttributeValue.Flag(Customer.IsBusiness),
        ["address"] = AttributeValue.Map(address.ToAttributes(writtenAt)),
    });

    internal static AttributeValue LinesValue(IEnumerable<OrderLine> lines) =>
        AttributeValue.List(lines.Select(line => AttributeValue.Map(line.ToAttributes())));

    internal static AttributeValue TimeText(DateTime time) =>
        AttributeValue.Text(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    internal static AttributeValue Milliseconds(DateTime time) => AttributeValue.Number(new DateTimeOffset(time).ToUnixTimeMilliseconds());

    AttributeMap Payment()
    {
        var payment = new AttributeMap { ["method"] = AttributeValue.Text(PaymentMethod) };
        if (PaymentReference is not null) { payment["reference"] = AttributeValue.NumberText(PaymentReference); }
        return payment;
    }

    List<string> Tags()
    {
        List<string> tags = [];
        if (IsExpress) { tags.Add("express"); }
        if (IsGift) { tags.Add("gift"); }
        if (IsFirst) { tags.Add("first-order"); }
        if (CouponCode is not null) { tags.Add("promo"); }
        if (Lines.Sum(line => line.Quantity) >= 12) { tags.Add("bulk"); }
        return tags;
    }
}
