namespace OrdersPipeline.DataGenerator;

/// <summary>The customers and how often each orders: a few often, most rarely.</summary>
sealed class CustomerBook
{
    const int Customers = 140;

    static readonly string[] Words =
    [
        "Alder", "Amber", "Birch", "Cedar", "Cobalt", "Copper", "Coral", "Crescent", "Elm", "Ember", "Falcon", "Fern", "Garnet", "Harbour",
        "Hazel", "Heron", "Indigo", "Ivory", "Juniper", "Kestrel", "Lark", "Linden", "Maple", "Marble", "Meadow", "Nimbus", "Opal",
        "Orchid", "Pebble", "Quartz", "Raven", "River", "Saffron", "Sage", "Slate", "Sparrow", "Summit", "Thistle", "Timber", "Velvet",
        "Willow", "Zephyr",
    ];

    // Names that break naive text concatenation: markup, quotes, letters beyond Latin-1.
    static readonly Dictionary<int, string> Awkward = new()
    {
        [3] = "Öko & Söhne <Wien>",
        [8] = "O'Clock \"Time\" Shop",
        [40] = "Łódka </script> Studio",
        [95] = "Café 北極星",
    };

    readonly List<Customer> _customers = [];
    readonly int[] _weights;

    internal CustomerBook(ulong seed)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < Customers; index++) { _customers.Add(Create(SplitMix64.For(seed, index), index, taken)); }
        _weights = [.. Enumerable.Range(0, Customers).Select(rank => 100_000 / (rank + 9))];
    }

    internal Customer Pick(SplitMix64 random) => _customers[random.PickIndex(_weights)];

    static Customer Create(SplitMix64 random, int index, HashSet<string> taken)
    {
        var country = index == 3
            ? Country.All.Single(one => one.Code == "AT")
            : Country.All[random.PickIndex([.. Country.All.Select(one => one.Weight)])];
        string name;
        do { name = $"{random.Pick(Words)} {random.Pick(country.Trades)}"; } while (!taken.Add(name));
        name = Awkward.GetValueOrDefault(index, name);
        var newName = index % 23 == 5 ? $"{name} & Co" : null;
        return new Customer(
            FormattableString.Invariant($"CUST-{index + 1:0000}"),
            name,
            newName,
            random.Chance(350),
            Address.Pick(random, country));
    }
}
