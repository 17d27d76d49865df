using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace OrdersPipeline.Tests.Events;

public sealed partial class StreamEventsTests
{
    const int LambdaPayloadLimit = 6 * 1024 * 1024;

    static readonly List<ReadOnlyMemory<byte>> Payloads = [.. StreamEvents.Payloads(new OrderTable().Play(OrderScript.Load(SampleFolder.Data)), StreamIdentity.Sample)];

    static readonly List<JsonElement> Records = [.. Payloads.SelectMany(payload => Parse(payload).GetProperty("Records").EnumerateArray())];

    [Fact]
    public void Payloads_TheSample_AreFullBatchesAndARest()
    {
        Payloads.Select(payload => Parse(payload).GetProperty("Records").GetArrayLength()).ShouldBe([.. Enumerable.Repeat(100, 28), 2]);
        Payloads.ShouldAllBe(payload => payload.Length < LambdaPayloadLimit);
    }

    [Fact]
    public void Payloads_TheSample_ContainEveryKindOfChange() =>
        Records.CountBy(record => record.GetProperty("eventName").GetString()!).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value))
            .ShouldBe([("INSERT", 721), ("MODIFY", 2033), ("REMOVE", 48)]);

    [Fact]
    public void Payloads_FirstRecord_MatchesLambdasBytes()
    {
        const string order = """{"orderId":{"S":"O-1"},"createdAt":{"S":"2026-01-02T03:04:05.678Z"},"total":{"N":"19.9"},"gift":{"BOOL":true},"note":{"S":"Grüße, \"you\" <3"}}""";
        var item = OrderItem.From(JsonDocument.Parse(order).RootElement);
        var changed = item.With([KeyValuePair.Create("total", JsonDocument.Parse("""{"N":"21"}""").RootElement)], ["gift"]);

        var payload = StreamEvents.Payloads([new OrderWrite(item.CreatedAt, item, changed, ByTtl: false)], StreamIdentity.Sample).Single();

        Encoding.UTF8.GetString(payload.Span).ShouldBe(
            """
            {"Records":[{"eventID":"EVENTID","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1","dynamodb":{"ApproximateCreationDateTime":1.767323045E9,"Keys":{"orderId":{"S":"O-1"}},"NewImage":{"orderId":{"S":"O-1"},"createdAt":{"S":"2026-01-02T03:04:05.678Z"},"total":{"N":"21"},"note":{"S":"Grüße, \"you\" <3"}},"OldImage":{"orderId":{"S":"O-1"},"createdAt":{"S":"2026-01-02T03:04:05.678Z"},"total":{"N":"19.9"},"gift":{"BOOL":true},"note":{"S":"Grüße, \"you\" <3"}},"SequenceNumber":"999999999999500000000","SizeBytes":158,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2025-08-31T09:30:00.000"}]}
            """.Replace("EVENTID", Records[0].GetProperty("eventID").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Payloads_SequenceNumbers_GrowAndGetLonger()
    {
        var numbers = Records.Select(record => record.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!).ToList();

        numbers.Zip(numbers.Skip(1)).ShouldAllBe(pair => Number(pair.First) < Number(pair.Second));
        numbers.Select(number => number.Length).Distinct().ShouldBe([21, 22]);
    }

    [Fact]
    public void Payloads_EventIds_AreUniqueHex()
    {
        var ids = Records.Select(record => record.GetProperty("eventID").GetString()!).ToList();

        ids.ShouldAllBe(id => EventId().IsMatch(id));
        ids.Distinct().Count().ShouldBe(2802);
    }

    [Fact]
    public void Payloads_OldImage_EqualsThePreviousNewImage()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var change in Records.Select(record => record.GetProperty("dynamodb")))
        {
            var key = change.GetProperty("Keys").GetRawText();
            var old = change.TryGetProperty("OldImage", out var image) ? image.GetRawText() : null;
            old.ShouldBe(known.GetValueOrDefault(key));
            if (change.TryGetProperty("NewImage", out var after)) { known[key] = after.GetRawText(); }
            else { known.Remove(key); }
        }
        known.Count.ShouldBe(673);
    }

    [Fact]
    public void Payloads_UserIdentity_IsOnTtlDeletesOnly()
    {
        var byService = Records.Where(record => record.TryGetProperty("userIdentity", out _)).ToList();

        byService.Count.ShouldBe(29);
        byService.ShouldAllBe(record => record.GetProperty("eventName").GetString() == "REMOVE");
        byService[0].GetProperty("userIdentity").GetRawText().ShouldBe("""{"type":"Service","principalId":"dynamodb.amazonaws.com"}""");
    }

    [Fact]
    public void Payloads_FromTheSameFiles_AreTheSameBytes()
    {
        var again = StreamEvents.Payloads(new OrderTable().Play(OrderScript.Load(SampleFolder.Data)), StreamIdentity.Sample);

        again.Select(payload => Convert.ToBase64String(payload.Span)).ShouldBe(Payloads.Select(payload => Convert.ToBase64String(payload.Span)));
    }

    static BigInteger Number(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    static JsonElement Parse(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex EventId();
}
