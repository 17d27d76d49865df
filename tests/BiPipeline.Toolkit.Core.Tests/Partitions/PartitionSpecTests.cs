using System.Globalization;

namespace BiPipeline.Toolkit.Tests.Partitions;

public sealed class PartitionSpecTests
{
    static PartitionField Of(PartitionTransform transform, string source = PartitionField.EventTimeSource) => new("p", source, transform);

    [Theory]
    [InlineData(PartitionTransform.Day, "2026-11-22T23:59:59.999Z", "p=2026-11-22")]
    [InlineData(PartitionTransform.Day, "2026-11-23T00:00:00Z", "p=2026-11-23")]
    [InlineData(PartitionTransform.Day, "2026-11-23T00:30:00+02:00", "p=2026-11-22")]
    [InlineData(PartitionTransform.Day, "2024-02-29T12:00:00Z", "p=2024-02-29")]
    [InlineData(PartitionTransform.Month, "2026-11-30T23:59:59Z", "p=2026-11")]
    [InlineData(PartitionTransform.Month, "2026-12-01T00:00:00Z", "p=2026-12")]
    [InlineData(PartitionTransform.Hour, "2026-11-22T23:59:59Z", "p=2026-11-22-23")]
    [InlineData(PartitionTransform.Hour, "2026-11-23T00:00:00Z", "p=2026-11-23-00")]
    public void Assign_EventTime_UsesItsUtcDayMonthOrHour(PartitionTransform transform, string eventTime, string expected) =>
        new PartitionRows(Of(transform)).Add(eventTime).Path().ShouldBe(expected);

    [Theory]
    // The bounds of the projection: `from` itself, and a day after the event.
    [InlineData("2020-01-01T00:00:00Z", "p=2020-01-01")]
    [InlineData("2019-12-31T23:59:59.999Z", "p=2020-01-01")]
    [InlineData("2026-11-23T12:00:00Z", "p=2026-11-23")]
    [InlineData("2026-11-23T12:00:00.001Z", "p=2020-01-01")]
    [InlineData("0001-01-01T00:00:00Z", "p=2020-01-01")]
    [InlineData("9999-12-31T23:59:59.999Z", "p=2020-01-01")]
    [InlineData(null, "p=2020-01-01")]
    public void Assign_ColumnOutsideTheProjection_UsesTheFirstPartition(string? at, string expected) =>
        new PartitionRows(Of(PartitionTransform.Day, "at")).Add(eventTime: "2026-11-22T12:00:00Z", at: at).Path().ShouldBe(expected);

    [Theory]
    [InlineData("2026-11-23", "p=2026-11-23")]
    [InlineData("2026-11-24", "p=2020-01-01")]
    [InlineData("2019-12-31", "p=2020-01-01")]
    public void Assign_DateColumn_IsComparedWithTheEventTime(string day, string expected) =>
        new PartitionRows(Of(PartitionTransform.Day, "day")).Add(eventTime: "2026-11-22T12:00:00Z", day: day).Path().ShouldBe(expected);

    [Fact]
    public void Assign_WithoutEventTime_UsesTheFirstPartition()
    {
        new PartitionRows(Of(PartitionTransform.Day)).Add().Path().ShouldBe("p=2020-01-01");
        new PartitionRows(Of(PartitionTransform.Month)).Add().Path().ShouldBe("p=2020-01");
        new PartitionRows(Of(PartitionTransform.Hour)).Add().Path().ShouldBe("p=2020-01-01-00");
        // It is not known whether the day is over when the row is queried.
        new PartitionRows(Of(PartitionTransform.Day, "at")).Add(at: "2026-11-22T00:00:00Z").Path().ShouldBe("p=2020-01-01");
    }

    [Theory]
    [InlineData("2018-05-05T00:00:00Z", "p=2018-06-15")]
    [InlineData("2018-06-15T00:00:00Z", "p=2018-06-15")]
    [InlineData("2018-06-16T00:00:00Z", "p=2018-06-16")]
    public void Assign_BeforeFrom_UsesTheFirstPartition(string eventTime, string expected) =>
        new PartitionRows(Of(PartitionTransform.Day) with { From = new(2018, 6, 15) }).Add(eventTime).Path().ShouldBe(expected);

    [Fact]
    public void Assign_FromInsideAMonth_PutsEarlierDaysInThatMonth() =>
        new PartitionRows(Of(PartitionTransform.Month) with { From = new(2018, 6, 15) }).Add("2018-06-20T00:00:00Z").Add("2018-06-01T00:00:00Z").Paths()
            .ShouldBe(["p=2018-06", "p=2018-06"]);

    [Theory]
    [InlineData("red", "p=red")]
    [InlineData("a b.c-d", "p=a b.c-d")]
    [InlineData("Red", "p=other")]
    [InlineData("", "p=other")]
    [InlineData(null, "p=other")]
    [InlineData("redd", "p=other")]
    public void Assign_Identity_UsesAListedValueOrTheLast(string? id, string expected) =>
        new PartitionRows(Of(PartitionTransform.Identity, "id") with { Values = ["red", "a b.c-d", "other"] }).Add(id: id).Path().ShouldBe(expected);

    [Fact]
    public void Assign_IdentityOfEveryType_UsesItsText()
    {
        Identity("number", "-9223372036854775808", "x").Add(number: long.MinValue).Path().ShouldBe("p=-9223372036854775808");
        Identity("small", "42", "x").Add(small: 42).Path().ShouldBe("p=42");
        Identity("flag", "true", "x").Add(flag: true).Path().ShouldBe("p=true");
        Identity("flag", "true", "x").Add(flag: false).Path().ShouldBe("p=x");
        Identity("day", "0001-01-01", "x").Add(day: "0001-01-01").Path().ShouldBe("p=0001-01-01");
        Identity("day", "9999-12-31", "x").Add(day: "9999-12-31").Path().ShouldBe("p=9999-12-31");

        static PartitionRows Identity(string source, params string[] values) => new(Of(PartitionTransform.Identity, source) with { Values = values });
    }

    [Fact]
    public void Assign_SeveralLevels_AreFoldersInTheirOrder() =>
        new PartitionRows(
                new PartitionField("kind", "id", PartitionTransform.Identity) { Values = ["a", "rest"] },
                new PartitionField("month", "at", PartitionTransform.Month),
                new PartitionField("dt", PartitionField.EventTimeSource, PartitionTransform.Day))
            .Add("2026-11-22T10:00:00Z", at: "2026-10-31T00:00:00Z", id: "a").Path()
            .ShouldBe("kind=a/month=2026-10/dt=2026-11-22");

    [Fact]
    public void Assign_TableWithoutPartitions_UsesOneEmptyPath() =>
        new PartitionRows().Add("2026-11-22T10:00:00Z").Add().Paths().ShouldBe(["", ""]);

    [Fact]
    public void Assign_RowsInAnyOrder_GivesTheSame()
    {
        string?[] times = [null, "2019-01-01T00:00:00Z", "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z", "2026-11-23T00:00:00Z", "2030-01-01T00:00:00Z"];
        var rows = from eventTime in Gen.Elements(times) from at in Gen.Elements(times) select (eventTime, at);
        var property = Prop.ForAll(Arb.From(rows.NonEmptyListOf()), list =>
        {
            var together = new PartitionRows(Of(PartitionTransform.Hour, "at"), new PartitionField("q", PartitionField.EventTimeSource, PartitionTransform.Day));
            foreach (var (eventTime, at) in list) { together.Add(eventTime, at); }

            var alone = list.Select(row => new PartitionRows(Of(PartitionTransform.Hour, "at"), new PartitionField("q", PartitionField.EventTimeSource, PartitionTransform.Day)).Add(row.eventTime, row.at).Path());

            return together.Paths().SequenceEqual(alone);
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 100, full: 500)).WithReplay(20261123UL, 3UL));
    }

    // Compares .NET's DateTime with the spec's own arithmetic, for random instants of the years 1970 to 2100.
    [Fact]
    public void Assign_AnyInstant_MatchesDateTimesFormat()
    {
        var property = Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), Arb.From(Gen.Choose(0, 1_999)), (seconds, extra) =>
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(2L * seconds % 4_102_444_800).AddMilliseconds(extra);
            var text = time.ToString("o", CultureInfo.InvariantCulture);
            var start = new DateOnly(1970, 1, 1);
            return new PartitionRows(Of(PartitionTransform.Day) with { From = start }).Add(text).Path() == $"p={time:yyyy-MM-dd}"
                && new PartitionRows(Of(PartitionTransform.Month) with { From = start }).Add(text).Path() == $"p={time:yyyy-MM}"
                && new PartitionRows(Of(PartitionTransform.Hour) with { From = start }).Add(text).Path() == $"p={time:yyyy-MM-dd-HH}";
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 250, full: 1_000)).WithReplay(20261123UL, 5UL));
    }
}
