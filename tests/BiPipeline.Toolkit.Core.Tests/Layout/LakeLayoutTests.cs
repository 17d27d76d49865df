using System.Text;

namespace BiPipeline.Toolkit.Tests.Layout;

public sealed class LakeLayoutTests
{
    const string Hash = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Locations_OfEachZone_AreTheDocumentedOnes()
    {
        LakeLayout.TableLocation("s3://bucket/lake", LakeZone.Raw, "orders").ShouldBe("s3://bucket/lake/raw/orders/");
        LakeLayout.TableLocation("s3://bucket/lake/", LakeZone.Processed, "orders").ShouldBe("s3://bucket/lake/processed/orders/");
        LakeLayout.TableLocation("/data", LakeZone.Quarantine, "orders").ShouldBe("/data/quarantine/orders/");
        LakeLayout.TablePrefix(LakeZone.Processed, "orders").ShouldBe("processed/orders/");
        (LakeLayout.BaselinesPrefix, LakeLayout.SchemasPrefix, LakeLayout.MaintenancePrefix, LakeLayout.LatestPrefix)
            .ShouldBe(("baselines/", "schemas/", "maintenance/", "latest/"));
    }

    [Theory]
    [InlineData("s3://bucket/lake/processed/orders/", "s3://bucket/lake")]
    [InlineData("s3://bucket/processed/orders", "s3://bucket")]
    [InlineData("/data/processed/orders/", "/data")]
    [InlineData("s3://bucket/lake/processed/other/", null)]
    [InlineData("s3://bucket/lake/raw/orders/", null)]
    [InlineData("s3://bucket/lake/unprocessed/orders/", null)]
    [InlineData("/processed/orders/", null)]
    [InlineData("", null)]
    public void RootOf_LocationOfATable_IsTheInverseOfTableLocation(string location, string? root)
    {
        LakeLayout.RootOf(location, LakeZone.Processed, "orders").ShouldBe(root);
        if (root is not null) { LakeLayout.TableLocation(root, LakeZone.Processed, "orders").ShouldBe(location.TrimEnd('/') + "/"); }
    }

    [Fact]
    public void TableNames_OfEachZone_AreTheDocumentedOnes() =>
        Enum.GetValues<LakeZone>().Select(zone => LakeLayout.TableName("orders", zone)).ShouldBe(["orders_raw", "orders", "orders_quarantine"]);

    [Theory]
    [InlineData("baselines/orders/20261103T000000000Z-" + Hash + ".json", "orders", "2026-11-03T00:00:00.000Z", null)]
    [InlineData("baselines/t/20240229T235959999Z-" + Hash + ".json", "t", "2024-02-29T23:59:59.999Z", null)]
    [InlineData("baselines/orders/20261101T120000000Z-20261103T000000000Z-" + Hash + ".json", "orders", "2026-11-03T00:00:00.000Z", "2026-11-01T12:00:00.000Z")]
    public void TryParseBaselineKey_Keys_ReturnsTheirParts(string key, string table, string asOf, string? start)
    {
        LakeLayout.TryParseBaselineKey(key, out var parsed).ShouldBeTrue();

        parsed.Table.ShouldBe(table);
        Text(parsed.AsOf).ShouldBe(asOf);
        (parsed.WindowStart is { } from ? Text(from) : null).ShouldBe(start);
        parsed.Hash.ShouldBe(Hash);
        parsed.IsBaseline.ShouldBe(start is null);
        parsed.ToString().ShouldBe(key);
        (LakeLayout.BaselineTime(key) is { } time ? Text(time) : null).ShouldBe(start is null ? asOf : null);

        static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("")]
    [InlineData("baselines/orders/")]
    [InlineData("baselines/20261103T000000000Z-" + Hash + ".json")]
    [InlineData("baselines//20261103T000000000Z-" + Hash + ".json")]
    [InlineData("baselines/orders/deeper/20261103T000000000Z-" + Hash + ".json")]
    [InlineData("maintenance/orders/20261103T000000000Z-" + Hash + ".json")]
    [InlineData("baselines/orders/20261103T000000000Z-" + Hash + ".json.gz")]
    [InlineData("baselines/orders/20261103T000000000Z-0123456789ABCDEF0123456789abcdef.json")]
    [InlineData("baselines/orders/20261103T000000000Z.json")]
    [InlineData("baselines/orders/20261103T000000Z-" + Hash + ".json")]
    [InlineData("baselines/orders/20261303T000000000Z-" + Hash + ".json")]
    [InlineData("baselines/orders/20261104T000000000Z-20261103T000000000Z-" + Hash + ".json")]
    public void TryParseBaselineKey_OtherKeys_ReturnsFalse(string key)
    {
        LakeLayout.TryParseBaselineKey(key, out _).ShouldBeFalse();
        LakeLayout.BaselineTime(key).ShouldBeNull();
    }

    [Fact]
    public void Days_AreIsoDates()
    {
        LakeLayout.DayFolder(new DateOnly(2026, 11, 2)).ShouldBe("dt=2026-11-02");
        LakeLayout.DayFolder(LakeLayout.UnknownDay).ShouldBe("dt=2020-01-01");
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("0", "0")]
    [InlineData("0000", "0")]
    [InlineData("000120", "120")]
    [InlineData("49590338271490256608559692538361571095921575989136588898", "49590338271490256608559692538361571095921575989136588898")]
    public void SequenceText_LosesLeadingZeros(string sequence, string expected) =>
        LakeLayout.SequenceText(Encoding.ASCII.GetBytes(sequence)).ShouldBe(expected);

    [Theory]
    [InlineData("9", "10", -1)]
    [InlineData("010", "10", 0)]
    [InlineData("100000000000000000000000000000000000001", "99", 1)]
    public void CompareSequences_IsByValue(string left, string right, int expected) =>
        Math.Sign(LakeLayout.CompareSequences(left, right)).ShouldBe(expected);

    [Theory]
    [InlineData("", true)]
    [InlineData("a b", true)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("50%", false)]
    public void IsPlainValue_MatchesHivesUnescapedValues(string value, bool expected) => LakeLayout.IsPlainValue(value).ShouldBe(expected);

    [Theory]
    [InlineData("raw/orders/dt=2026-11-22/1-20-3-" + Hash + ".json.gz", "orders", "dt=2026-11-22", "1", "20", 3L, "json.gz")]
    [InlineData("quarantine/orders/dt=2020-01-01/x-x-1-" + Hash + ".json.gz", "orders", "dt=2020-01-01", "x", "x", 1L, "json.gz")]
    [InlineData("processed/t/year=2026/region=a%2Fb/0-7-12-" + Hash + ".parquet", "t", "year=2026/region=a%2Fb", "0", "7", 12L, "parquet")]
    [InlineData("processed/t/1-1-1-" + Hash + ".parquet", "t", "", "1", "1", 1L, "parquet")]
    public void TryParseKey_Keys_ReturnsTheirParts(string key, string table, string partition, string first, string last, long rows, string extension)
    {
        LakeLayout.TryParseKey(key, out var parsed).ShouldBeTrue();

        parsed.ShouldBe(new LakeKey(parsed!.Zone, table, partition, first, last, rows, Hash, extension));
        parsed.Zone.ToString().ShouldBe(key.Split('/')[0], StringCompareShould.IgnoreCase);
        parsed.ToString().ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("raw")]
    [InlineData("latest/orders/dt=2026-11-22/1-2-3-" + Hash + ".json.gz")]
    [InlineData("raw/orders/1-2-3-" + Hash + ".json.gz")]
    [InlineData("raw/orders/dt=2026-13-01/1-2-3-" + Hash + ".json.gz")]
    [InlineData("raw/orders/dt=2026-11-22/hour=1/1-2-3-" + Hash + ".json.gz")]
    [InlineData("raw/orders/dt=2026-11-22/01-2-3-" + Hash + ".json.gz")]
    [InlineData("raw/orders/dt=2026-11-22/1-2-" + Hash + ".json.gz")]
    [InlineData("raw/orders/dt=2026-11-22/1-2-3-abc.json.gz")]
    [InlineData("raw/orders/dt=2026-11-22/1-2-3-0123456789ABCDEF0123456789ABCDEF.json.gz")]
    [InlineData("raw/orders/dt=2026-11-22/1-2-3-" + Hash)]
    [InlineData("raw//dt=2026-11-22/1-2-3-" + Hash + ".json.gz")]
    [InlineData("a/raw/orders/dt=2026-11-22/1-2-3-" + Hash + ".json.gz")]
    [InlineData("processed/t/folder/1-1-1-" + Hash + ".parquet")]
    public void TryParseKey_OtherText_ReturnsFalse(string key)
    {
        LakeLayout.TryParseKey(key, out var parsed).ShouldBeFalse();

        parsed.ShouldBeNull();
    }

    [Fact]
    public void TryParseKey_AnyKey_RoundTrips()
    {
        var sequences = Gen.Choose(0, int.MaxValue).Select(number => $"{(long)number * 1_000_003:D}").Or(Gen.Constant("x"));
        var values = Gen.Elements("a", "a/b", "2026-11-22", "", "..", "é=ü", "%", "x-y", "1.5").ArrayOf();
        var keys =
            from zone in Gen.Elements(Enum.GetValues<LakeZone>())
            from partition in values
            from first in sequences
            from last in sequences
            from rows in Gen.Choose(1, int.MaxValue)
            from day in Gen.Choose(0, 20_000)
            select new LakeKey(
                zone,
                "orders",
                zone == LakeZone.Processed
                    ? string.Join('/', partition.Select((value, i) => LakeLayout.PartitionFolder($"p{i}", value)))
                    : LakeLayout.DayFolder(LakeLayout.UnknownDay.AddDays(day)),
                first,
                last,
                rows,
                Hash,
                "parquet");

        Prop.ForAll(Arb.From(keys), key => LakeLayout.TryParseKey(key.ToString(), out var parsed) && parsed == key)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20261128UL, 1UL));
    }
}
