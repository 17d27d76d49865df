namespace OrdersPipeline.DataGenerator;

/// <summary>Generates the orders of fourteen months, oldest first.</summary>
static class OrderGenerator
{
    /// <summary>Index of the order with a price of three decimals, which is corrected later.</summary>
    internal const int WrongPrice = 118;

    static readonly DateTime FirstMonth = new(2025, 9, 1, 0, 0, 0, DateTimeKind.Utc);

    static readonly int[] OrdersPerMonth = [34, 38, 66, 84, 40, 38, 44, 47, 52, 50, 46, 51, 58, 72];

    // Orders by hour of the day, 0 to 23 UTC.
    static readonly int[] Hours = [2, 1, 1, 1, 1, 2, 5, 9, 14, 17, 18, 17, 15, 15, 16, 16, 15, 16, 19, 22, 21, 15, 9, 4];

    static readonly string[] Methods = ["CARD", "PAYPAL", "BANK_TRANSFER", "INVOICE"];

    static readonly int[] MethodWeights = [48, 27, 15, 10];

    static readonly string[] GiftMessages =
    [
        "Happy birthday!", "Alles Gute zum Einzug 🎉", "Thanks for watering the plants", "Félicitations à vous deux",
        "To the \"best\" team: well done", "Glückwunsch <3",
    ];

    internal static List<Order> Generate(ulong seed, CustomerBook customers)
    {
        var times = Times(SplitMix64.For(seed, -1));
        var known = new HashSet<string>(StringComparer.Ordinal);
        return [.. times.Select((time, index) => Create(SplitMix64.For(seed, index + 1), index + 1, time, customers, known))];
    }

    static List<DateTime> Times(SplitMix64 random)
    {
        List<DateTime> times = [];
        for (var month = 0; month < OrdersPerMonth.Length; month++)
        {
            var first = FirstMonth.AddMonths(month);
            for (var order = 0; order < OrdersPerMonth[month]; order++)
            {
                var day = random.Below(DateTime.DaysInMonth(first.Year, first.Month));
                times.Add(first.AddDays(day).AddHours(random.PickIndex(Hours)).AddMilliseconds(random.Below(3_600_000)));
            }
        }
        times.Sort();
        return times;
    }

    static Order Create(SplitMix64 random, int ordinal, DateTime createdAt, CustomerBook customers, HashSet<string> known)
    {
        var customer = customers.Pick(random);
        var coupon = random.Chance(170) ? random.Pick(["WELCOME10", "SEASON10", "NEWS10"]) : null;
        var lines = ordinal == WrongPrice
            ? [new OrderLine(Catalog.Products[7], 2, 24.995m, 0m)]
            : Lines(random, createdAt, customer, coupon is not null);
        var isGift = random.Chance(140);
        var method = Methods[random.PickIndex(MethodWeights)];
        return new Order
        {
            OrderId = FormattableString.Invariant($"ORD-{100_000 + ordinal}"),
            CreatedAt = createdAt,
            Customer = customer,
            Address = customer.Address,
            Lines = lines,
            CouponCode = coupon,
            IsGift = isGift,
            GiftMessage = isGift && random.Chance(350) ? random.Pick(GiftMessages) : null,
            IsExpress = random.Chance(120),
            IsFirst = known.Add(customer.Id),
            PaymentMethod = method,
            PaymentReference = method == "BANK_TRANSFER" ? Digits(random) : null,
            DeliveryEstimateDays = DeliveryEstimate(random, createdAt),
            LoyaltyPoints = random.Below(10) switch { 0 => null, 1 => -1, _ => (int)lines.Sum(line => line.Total) / 10 },
            Channel = random.Pick(["WEB", "WEB", "WEB", "APP", "APP", "MARKETPLACE"]),
        };
    }

    static List<OrderLine> Lines(SplitMix64 random, DateTime day, Customer customer, bool discounted)
    {
        List<OrderLine> lines = [];
        var count = 1 + random.PickIndex([38, 30, 18, 9, 5]);
        while (lines.Count < count)
        {
            var product = Catalog.Pick(random, day);
            if (lines.Any(line => line.Product == product)) { continue; }
            var price = Catalog.PriceAt(product, day);
            var quantity = customer.IsBusiness && price < 40m ? random.Between(2, 12) : random.Between(1, price > 100m ? 1 : 3);
            var discount = discounted ? decimal.Round(quantity * price * 0.10m, 2, MidpointRounding.AwayFromZero) : 0m;
            lines.Add(new OrderLine(product, quantity, price, discount));
        }
        return lines;
    }

    // For two weeks, a release of the shop wrote "3-5" in place of an integer.
    static string DeliveryEstimate(SplitMix64 random, DateTime createdAt)
    {
        var days = random.Between(2, 7);
        var isRange = createdAt >= new DateTime(2026, 5, 11, 0, 0, 0, DateTimeKind.Utc)
            && createdAt < new DateTime(2026, 5, 25, 0, 0, 0, DateTimeKind.Utc);
        return isRange ? FormattableString.Invariant($"{days}-{days + 2}") : FormattableString.Invariant($"{days}");
    }

    // A DynamoDB number has at most 38 digits. Neither the first nor the last is zero, so that all of them count.
    static string Digits(SplitMix64 random) =>
        string.Concat(Enumerable.Range(0, 38).Select(
            position => (char)(position is 0 or 37 ? random.Between('1', '9') : random.Between('0', '9'))));
}
