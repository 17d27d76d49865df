namespace OrdersPipeline.DataGenerator;

/// <summary>The shop's products: six categories of eight articles.</summary>
static class Catalog
{
    static readonly DateTime NewPriceList = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static IReadOnlyList<string> Categories { get; } =
        ["Electronics", "Home & Kitchen", "Books", "Sports & Outdoors", "Beauty & Care", "Toys & Games"];

    static readonly int[] Popularity = [21, 22, 20, 16, 11, 10];

    // Percent of the usual demand, January to December.
    static readonly int[][] Seasons =
    [
        [90, 85, 90, 95, 95, 90, 90, 100, 105, 110, 170, 150],
        [105, 100, 100, 100, 95, 90, 90, 90, 100, 110, 120, 130],
        [100, 100, 95, 95, 90, 100, 115, 110, 100, 105, 110, 150],
        [85, 90, 110, 130, 155, 165, 160, 135, 105, 85, 80, 75],
        [95, 105, 100, 100, 110, 115, 115, 105, 95, 95, 105, 120],
        [60, 65, 75, 85, 85, 90, 90, 85, 85, 110, 190, 270],
    ];

    internal static IReadOnlyList<Product> Products { get; } =
    [
        .. Of("EL", "Electronics",
            ("Wireless Keyboard", 59.90m), ("USB-C Dock 11-in-1", 129.00m), (
                "Noise-Cancelling Headphones",
                189.00m), ("4K Monitor 27\"", 329.00m),
            ("Portable SSD 1 TB", 99.90m), ("Webcam 1080p", 64.50m), ("Smart Plug (2-pack)", 24.90m), ("E-Reader", 139.00m)),
        .. Of("HK", "Home & Kitchen",
            ("Pour-Over Coffee Set", 44.90m), ("Cast-Iron Pan 28 cm", 79.00m), ("Chef's Knife 20 cm", 89.90m), ("Linen Bed Set", 119.00m),
            ("Stoneware Mugs (4-pack)", 34.90m), ("Desk Lamp", 54.90m), ("Wall Shelf, Oak", 69.00m), ("Glass Carafe", 29.90m)),
        .. Of("BK", "Books",
            ("The Patient Gardener", 18.90m), ("Field Notes on Data", 34.00m), ("Bread, Slowly", 27.50m), (
                "A Short History of Maps",
                22.00m),
            ("Night Trains", 14.90m), ("The Lighthouse Ledger", 16.90m), ("Sketching Cities", 24.90m), ("Winter Recipes", 29.90m)),
        .. Of("SP", "Sports & Outdoors",
            ("Trail Backpack 30 l", 109.00m), ("Yoga Mat", 39.90m), ("Running Belt", 24.50m), ("Camping Stove", 59.00m),
            ("Trekking Poles", 69.90m), ("Insulated Bottle 1 l", 32.90m), ("Resistance Bands", 19.90m), ("Bike Light Set", 44.90m)),
        .. Of("BC", "Beauty & Care",
            ("Hand Cream Trio", 21.90m), ("Cedar Soap Bar", 7.90m), ("Vitamin C Serum", 29.50m), ("Bamboo Toothbrushes", 9.90m),
            ("Shaving Set", 64.00m), ("Bath Salts 1 kg", 17.50m), ("Hair Oil", 15.90m), ("Sunscreen SPF 50", 18.40m)),
        .. Of("TG", "Toys & Games",
            ("Wooden Train Set", 49.90m), ("Puzzle 1,000 Pieces", 16.90m), ("Building Blocks 200", 39.00m), (
                "Board Game \"Harbour\"",
                34.90m),
            ("Plush Bear", 24.90m), ("Kite", 22.50m), ("Marble Run", 59.90m), ("Watercolour Set", 19.90m)),
    ];

    internal static Product Pick(SplitMix64 random, DateTime day)
    {
        var weights = Popularity.Select((popularity, index) => popularity * Seasons[index][day.Month - 1]).ToArray();
        var category = Categories[random.PickIndex(weights)];
        return random.Pick([.. Products.Where(product => product.Category == category)]);
    }

    // Four percent more since March 2026, rounded up to ten cents.
    internal static decimal PriceAt(Product product, DateTime day) =>
        day < NewPriceList ? product.Price : decimal.Round(product.Price * 1.04m, 1, MidpointRounding.AwayFromZero);

    static IEnumerable<Product> Of(string prefix, string category, params (string Name, decimal Price)[] articles) =>
        articles.Select((article, index) => new Product(
            FormattableString.Invariant($"{prefix}-{1001 + index}"),
            article.Name,
            category,
            article.Price));
}
