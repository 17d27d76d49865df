namespace OrdersPipeline.DataGenerator;

/// <summary>The changes of one order after it was placed, until the dataset ends.</summary>
sealed class Lifecycle
{
    /// <summary>Index of the order that is deleted by mistake and restored.</summary>
    const int Restored = 60;

    static readonly DateTime End = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    static readonly string[] CancelReasons = ["Ordered twice", "Delivery takes too long", "Found elsewhere"];

    static readonly string[] ReturnReasons = ["Doesn't fit", "Damaged on arrival", "Not as described", "Changed my mind"];

    static readonly string[] Carriers = ["DHL", "DPD", "PostNord", "UPS"];

    readonly Order _order;
    readonly SplitMix64 _random;
    readonly List<Change> _changes = [];
    DateTime _now;
    IReadOnlyList<OrderLine> _lines;

    Lifecycle(Order order, SplitMix64 random)
    {
        _order = order;
        _random = random;
        _now = order.CreatedAt;
        _lines = order.Lines;
    }

    internal static IEnumerable<Change> Of(Order order, int ordinal, ulong seed)
    {
        var lifecycle = new Lifecycle(order, SplitMix64.For(seed, ordinal));
        lifecycle.Run(ordinal);
        return lifecycle._changes.Where(change => change.At < End);
    }

    void Run(int ordinal)
    {
        if (ordinal == OrderGenerator.WrongPrice) { CorrectPrice(); }
        if (ordinal == Restored) { DeleteAndRestore(); }
        var outcome = ordinal is OrderGenerator.WrongPrice or Restored ? 999 : _random.Below(1000);
        if (outcome < 40) { Expire(); }
        else if (outcome < 75) { Delete(); }
        else { Pay(); }
    }

    void Expire()
    {
        // The TTL service deletes the item hours to days after the time in the attribute.
        Wait(Order.TimeToPay + TimeSpan.FromHours(2), Order.TimeToPay + TimeSpan.FromHours(40));
        Add(new Change(_now, _order.OrderId, ChangeAction.Expire, "not paid within thirty days"));
    }

    void Delete()
    {
        Wait(TimeSpan.FromMinutes(20), TimeSpan.FromHours(40));
        Add(new Change(_now, _order.OrderId, ChangeAction.Delete, "cancelled before payment"));
    }

    void DeleteAndRestore()
    {
        Delete();
        Wait(TimeSpan.FromHours(2), TimeSpan.FromHours(6));
        var item = _order.ToItem();
        item["updatedAtMs"] = Order.Milliseconds(_now);
        Add(new Change(_now, _order.OrderId, ChangeAction.Put, "cancelled by mistake, put back") { Attributes = item });
    }

    void Pay()
    {
        if (_random.Chance(35)) { CorrectAddress(); }
        if (_random.Chance(30)) { CorrectQuantity(); }
        var byBank = _order.PaymentMethod is "BANK_TRANSFER" or "INVOICE";
        Wait(byBank ? TimeSpan.FromHours(20) : TimeSpan.FromMinutes(1), byBank ? TimeSpan.FromDays(4) : TimeSpan.FromMinutes(25));
        Update("payment received", new AttributeMap { ["status"] = AttributeValue.Text("PAID") }, "expiresAt");
        if (_random.Chance(38)) { Cancel(); }
        else { Ship(); }
    }

    void Cancel()
    {
        Wait(TimeSpan.FromHours(1), TimeSpan.FromDays(2));
        Update("cancelled and refunded", new AttributeMap
        {
            ["status"] = AttributeValue.Text("CANCELLED"),
            ["cancelReason"] = AttributeValue.Text(_random.Pick(CancelReasons)),
        });
    }

    void Ship()
    {
        Wait(TimeSpan.FromHours(6), TimeSpan.FromDays(3));
        var set = new AttributeMap
        {
            ["status"] = AttributeValue.Text("SHIPPED"),
            ["shippedAt"] = Order.TimeText(_now),
            ["carrier"] = AttributeValue.Text(_random.Pick(Carriers)),
        };
        if (!_random.Chance(100))
        {
            set["trackingNumber"] = AttributeValue.Text(FormattableString.Invariant($"TR{_random.Between(10_000_000, 99_999_999)}"));
        }
        Update("handed to the carrier", set);
        Wait(TimeSpan.FromHours(22), TimeSpan.FromDays(6));
        Update("delivered", new AttributeMap { ["status"] = AttributeValue.Text("DELIVERED"), ["deliveredAt"] = Order.TimeText(_now) });
        if (_random.Chance(50)) { Return(); }
    }

    void Return()
    {
        Wait(TimeSpan.FromDays(2), TimeSpan.FromDays(20));
        Update("came back", new AttributeMap
        {
            ["status"] = AttributeValue.Text("RETURNED"),
            ["returnedAt"] = Order.TimeText(_now),
            ["returnReason"] = AttributeValue.Text(_random.Pick(ReturnReasons)),
        });
    }

    void CorrectAddress()
    {
        Wait(TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(30));
        var address = Address.Pick(_random, _order.Address.Country);
        Update("address corrected", new AttributeMap { ["customer"] = _order.CustomerValue(address, _now) });
    }

    void CorrectQuantity()
    {
        Wait(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(50));
        var first = _lines[0];
        var more = first.Quantity + 1;
        var discount = decimal.Round(first.Discount * more / first.Quantity, 2, MidpointRounding.AwayFromZero);
        _lines = [first with { Quantity = more, Discount = discount }, .. _lines.Skip(1)];
        Update("quantity corrected", Totals());
    }

    void CorrectPrice()
    {
        Wait(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(21));
        _lines = [_lines[0] with { UnitPrice = 24.99m }];
        Update("price of three decimals corrected", Totals());
    }

    AttributeMap Totals()
    {
        var corrected = _order with { Lines = _lines };
        return new AttributeMap
        {
            ["items"] = Order.LinesValue(_lines),
            ["subtotal"] = AttributeValue.Number(corrected.Subtotal),
            ["shippingFee"] = AttributeValue.Number(corrected.ShippingFee),
            ["totalAmount"] = AttributeValue.Number(corrected.Subtotal + corrected.ShippingFee),
        };
    }

    void Update(string why, AttributeMap set, params string[] remove)
    {
        set["updatedAtMs"] = Order.Milliseconds(_now);
        Add(new Change(_now, _order.OrderId, ChangeAction.Update, why) { Attributes = set, Remove = remove });
    }

    void Wait(TimeSpan from, TimeSpan to) => _now += _random.Span(from, to);

    void Add(Change change) => _changes.Add(change);
}
