namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>
/// Many tables that share a lake, its partitions and the times of two full exports. Exports land in either order. It uses none of the
/// toolkit's code.
/// </summary>
sealed class ModelWorld
{
    internal const int Steps = 10;

    static readonly string[] AllPartitions =
    [
        """{ "name": "dt", "source": "event_time", "transform": "day", "from": "2026-05-01" }""",
        """{ "name": "month", "source": "event_time", "transform": "month", "from": "2026-05-01" }""",
        """{ "name": "hour", "source": "event_time", "transform": "hour", "from": "2026-06-01" }""",
        "",
        """{ "name": "area", "source": "region", "transform": "identity", "values": ["eu", "us", "other"] }, { "name": "dt", "source": "event_time", "transform": "day", "from": "2026-05-01" }""",
        """{ "name": "due_day", "source": "due", "transform": "day", "from": "2026-05-01", "ahead": 40 }""",
    ];

    internal ModelWorld(int seed, int tables)
    {
        Seed = seed;
        var random = new Random(seed);
        Partitions = AllPartitions[seed % AllPartitions.Length];
        IsByTime = seed % 4 == 1;
        var start = new DateTime(2026, 6, 9, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(86_400));
        // Shortly after midnight too, where the bounds of partitions are those of the day before.
        var first = random.Next(3) == 0 ? start.Date.AddSeconds(random.Next(1, 3000)) : start;
        var second = first.AddMinutes(random.Next(2) == 0 ? random.Next(4, 90) : random.Next(90, 2000));
        Baselines = Order(random, first, second);
        Tables = [.. Enumerable.Range(0, tables).Select(number => new ModelTable(this, number, new Random(unchecked((seed * 100_003) + number))))];
    }

    internal int Seed { get; }

    /// <summary>The partitions in the schema file.</summary>
    internal string Partitions { get; }

    /// <summary>Whether the changes come from Kinesis, with times in place of sequence numbers.</summary>
    internal bool IsByTime { get; }

    internal IReadOnlyList<ModelBaseline> Baselines { get; }

    internal IReadOnlyList<ModelTable> Tables { get; }

    internal DateTime First => Baselines.Min(baseline => baseline.AsOf);

    internal DateTime Last => Baselines.Max(baseline => baseline.AsOf);

    /// <summary>The newest baseline whose marker is there at a step.</summary>
    internal ModelBaseline? NewestAt(int step) => Baselines.Where(baseline => baseline.Marker <= step).MaxBy(baseline => baseline.AsOf);

    public override string ToString() =>
        $"world {Seed} ({(IsByTime ? "time" : "sequence")}; partitions [{Partitions}]; "
        + string.Join(", ", Baselines.Select(baseline => $"T={baseline.AsOf:O} rows at {baseline.FirstHalf} and {baseline.SecondHalf}, marker at {baseline.Marker}")) + ")";

    static ModelBaseline[] Order(Random random, DateTime first, DateTime second)
    {
        var early = Lands(random, first, random.Next(1, 4));
        var late = Lands(random, second, random.Next(4, 7));
        return random.Next(3) == 0 ? [early with { AsOf = second }, late with { AsOf = first }] : [early, late];
    }

    static ModelBaseline Lands(Random random, DateTime asOf, int step)
    {
        var next = step + random.Next(2);
        return random.Next(2) == 0 ? new(asOf, step, next, next + random.Next(2)) : new(asOf, next, step, next + random.Next(2));
    }
}
