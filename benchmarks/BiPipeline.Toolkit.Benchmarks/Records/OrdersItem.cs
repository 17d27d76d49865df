using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>An order of a shop.</summary>
static class OrdersItem
{
    static readonly string[] FirstNames =
    [
        "Ana",
        "Björn",
        "Chloé",
        "Dmitri",
        "Emeka",
        "Fatima",
        "Güneş",
        "Hana",
        "Iván",
        "Jürgen",
        "Kenji",
        "Léa",
        "Mia",
        "Noah",
        "Olga",
    ];
    static readonly string[] LastNames =
    [
        "Smith",
        "Müller",
        "García",
        "Kowalski",
        "Nguyen",
        "O'Brien",
        "Rossi",
        "Sato",
        "Ivanov",
        "Dubois",
    ];
    static readonly (string City, string Country)[] Cities =
    [
        ("Berlin", "DE"),
        ("Paris", "FR"),
        ("Madrid", "ES"),
        ("Austin", "US"),
        ("Leeds", "GB"),
        ("Kraków", "PL"),
        ("Osaka", "JP"),
    ];
    static readonly string[] Statuses = ["PLACED", "PAID", "SHIPPED", "DELIVERED", "CANCELLED", "RETURNED"];
    static readonly string[] Currencies = ["EUR", "USD", "GBP"];
    static readonly string[] Channels = ["web", "ios", "android", "store"];
    static readonly string[] Warehouses = ["FRA1", "MAD2", "AUS1", "LDS1"];
    static readonly string[] Tiers = ["gold", "silver", "bronze"];
    static readonly string[] Tags = ["vip", "gift", "bulk", "promo", "b2b", "fragile", "express"];
    static readonly string[] Notes = ["Leave at the \"back\" door\nthanks", "tab\there", "naïve café ☕", "plain note, nothing special"];

    internal static TableSchema Schema()
    {
        using var stream = typeof(OrdersItem).Assembly.GetManifestResourceStream("orders.schema.json")!;
        using var text = new StreamReader(stream);
        return TableSchema.Parse(text.ReadToEnd());
    }

    internal static void Write(ItemWriter item, Random random, long second)
    {
        var customer = random.Next(1, 20_001);
        item.Text("customerId", string.Create(CultureInfo.InvariantCulture, $"CUST-{customer:D6}"));
        item.Text("status", random.Pick(Statuses));
        item.Text("currency", random.Pick(Currencies));
        item.Number("amount", random.Money(5, 2500));
        item.Number("tax", random.Money(0, 400));
        item.Text(
            "createdAt",
            DateTimeOffset.FromUnixTimeSeconds(second)
                .AddMilliseconds(random.Next(1000))
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        item.Number("updatedAtMs", (second * 1000) + random.Next(1000));
        item.Flag("isGift", random.NextDouble() < 0.1);
        if (random.NextDouble() < 0.6) { item.Null("couponCode"); }
        else { item.Text("couponCode", string.Create(CultureInfo.InvariantCulture, $"SAVE{random.Next(5, 51)}")); }
        item.Text("channel", random.Pick(Channels));
        item.Text("warehouse", random.Pick(Warehouses));
        item.Number("version", random.Next(1, 13));
        item.Number("weightKg", (random.NextDouble() * 40).ToString("F3", CultureInfo.InvariantCulture));
        item.Map("customer", () => WriteCustomer(item, random, customer));
        item.Maps("items", random.Next(1, 5), _ =>
        {
            item.Text("sku", string.Create(CultureInfo.InvariantCulture, $"SKU-{random.Next(1, 10_000):D5}"));
            item.Number("qty", random.Next(1, 10));
            item.Number("price", random.Money(1, 300));
        });
        item.Set("tags", "SS", random.GetItems(Tags, random.Next(1, 4)).Distinct(StringComparer.Ordinal));
        if (random.NextDouble() < 0.85) { item.Number("discount", random.Money(0, 60)); }
        if (random.NextDouble() < 0.30) { item.Text("note", random.Pick(Notes)); }
    }

    static void WriteCustomer(ItemWriter item, Random random, int customer)
    {
        item.Text("name", $"{random.Pick(FirstNames)} {random.Pick(LastNames)}");
        item.Text("email", string.Create(CultureInfo.InvariantCulture, $"user{customer}@example.com"));
        item.Text("tier", random.Pick(Tiers));
        var (city, country) = random.Pick(Cities);
        item.Map("address", () =>
        {
            item.Text("city", city);
            item.Text("country", country);
            item.Text("zip", random.Next(1000, 100_000).ToString("D5", CultureInfo.InvariantCulture));
        });
    }
}
