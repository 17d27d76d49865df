using System.Security.Cryptography;
using System.Text;

namespace BiPipeline.Toolkit.Tests.Layout;

public sealed class BaselineMarkerTests
{
    const string Json = """{"version":1,"table":"orders","as_of":"2026-11-03T00:00:00.123+00:00","location":"s3://exports/AWSDynamoDB/01-a/","export_arn":"arn:aws:dynamodb:eu-west-1:1:table/prod/export/01-a","table_arn":"arn:aws:dynamodb:eu-west-1:1:table/prod","manifest_hash":"ab","schemas":["cd","ef"],"files":3,"items":12,"rows":10,"ignored":2,"quarantined":0}""" + "\n";

    static readonly BaselineMarker Marker = new()
    {
        Table = "orders",
        AsOf = new DateTimeOffset(2026, 11, 3, 2, 0, 0, 123, TimeSpan.FromHours(2)).AddTicks(4_567),
        Location = "s3://exports/AWSDynamoDB/01-a/",
        ExportArn = "arn:aws:dynamodb:eu-west-1:1:table/prod/export/01-a",
        TableArn = "arn:aws:dynamodb:eu-west-1:1:table/prod",
        ManifestHash = "ab",
        Schemas = ["cd", "ef"],
        Files = 3,
        Items = 12,
        Rows = 10,
        Ignored = 2,
    };

    static BaselineMarker Parse(string json) => BaselineMarker.Parse(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void ToJson_HasEveryMember_AndUtcMilliseconds()
    {
        Marker.ToJson().ShouldBe(Json);
        Parse(Json).ToJson().ShouldBe(Json);
        Parse(Json).AsOf.ShouldBe(new(2026, 11, 3, 0, 0, 0, 123, TimeSpan.Zero));
    }

    [Fact]
    public void GetKey_HasTheTimeAndTheHashOfTheContent()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)))[..32];

        Marker.GetKey().ShouldBe($"baselines/orders/20261103T000000123Z-{hash}.json");
        (Marker with { Rows = 9 }).GetKey().ShouldNotBe(Marker.GetKey());
        (Marker with { WindowStart = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) }).GetKey()
            .ShouldStartWith("baselines/orders/20261101T000000000Z-20261103T000000123Z-");
        LakeLayout.BaselineTime(Marker.GetKey()).ShouldBe(new DateTimeOffset(2026, 11, 3, 0, 0, 0, 123, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":1,"table":"orders"}""")]
    public void Parse_OtherText_Throws(string json) => Should.Throw<FormatException>(() => Parse(json));

    [Fact]
    public void Parse_OtherMembersOrVersion_Throws()
    {
        Should.Throw<FormatException>(() => Parse(Json.Replace("\"files\"", "\"sheets\"", StringComparison.Ordinal)));
        Should.Throw<FormatException>(() => Parse(Json.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal))).Message.ShouldContain("version 2; expected 1");
    }
}
