namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>Units of a day: bounded, in order, and the same however many objects come later.</summary>
public sealed class RebuildCutTests
{
    static readonly DateOnly Day = new(2026, 11, 22);

    [Fact]
    public void Of_AnyObjects_HasEachOnceInNumericOrderAndInBoundedUnits()
    {
        var random = new Random(20261122);
        RawObject[] objects = [.. Enumerable.Range(0, 5000).Select(i => Object(random, i * 997L, random.NextInt64(100, 3_000_000)))];
        random.Shuffle(objects);

        var units = RebuildCut.Of("orders", Day, objects).ToArray();

        units.SelectMany(unit => unit.Objects).Select(item => item.Key).ShouldBe(objects.OrderBy(Sequence).Select(item => item.Key));
        units.ShouldAllBe(unit => unit.ObjectCount == 1 || unit.Bytes <= RebuildCut.MostBytes);
        units.Length.ShouldBeInRange(10, 200);
    }

    [Fact]
    public void Of_ManySmallObjects_BoundsTheirNumber()
    {
        var random = new Random(7);
        var objects = Enumerable.Range(0, 50_000).Select(i => Object(random, i, 900));

        var units = RebuildCut.Of("orders", Day, objects).ToArray();

        units.ShouldAllBe(unit => unit.ObjectCount <= RebuildCut.MostBytes / RebuildCut.LeastBytes);
        units.Length.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Of_ObjectThatComesLater_ChangesTheUnitThatItFallsInto()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 50; round++)
        {
            RawObject[] objects = [.. Enumerable.Range(0, 2000).Select(i => Object(random, i * 10L, random.NextInt64(1000, 2_000_000)))];
            var before = RebuildCut.Of("orders", Day, objects).Select(unit => unit.Name).ToHashSet();

            var after = RebuildCut.Of("orders", Day, [.. objects, Object(random, (random.Next(2000) * 10L) + 5, 1000)]).Select(unit => unit.Name).ToArray();

            // Where units reach their bound, the next ones move until one ends by itself.
            after.Count(name => !before.Contains(name)).ShouldBeInRange(1, 4);
            before.Count.ShouldBeGreaterThan(4);
        }
    }

    static long Sequence(RawObject item) => long.Parse(item.Key.Split('/')[^1].Split('-')[0], CultureInfo.InvariantCulture);

    static RawObject Object(Random random, long sequence, long bytes)
    {
        var hash = new byte[16];
        random.NextBytes(hash);
        return new($"raw/orders/dt=2026-11-22/{sequence}-{sequence}-1-{Convert.ToHexStringLower(hash)}.json.gz", bytes);
    }
}
