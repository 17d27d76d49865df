using System.Text;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>Makes change records of orders as DynamoDB Streams sends them, from a seed.</summary>
sealed class StreamEvents(Random random)
{
    internal static readonly DateTimeOffset FirstDay = new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero);

    internal const int Days = 4;

    long _sequence = 4_000_000_000_000_000;

    internal Random Random => random;

    /// <summary>Returns the changes of the first or second half of the days, in order; some share a time.</summary>
    internal IReadOnlyList<string> Make(int count, int half, bool hasBad, bool isKinesis) =>
        [.. Enumerable.Range(0, count).Select(i => Make(i, (half + ((double)i / count)) / 2, hasBad && random.Next(12) == 0, isKinesis))];

    /// <summary>Returns a Lambda event.</summary>
    internal static byte[] Batch(IEnumerable<string> records) => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(",\n ", records)}}]}""");

    /// <summary>Returns a Lambda event of Kinesis with the records.</summary>
    internal static byte[] KinesisBatch(IEnumerable<(string Record, long Number)> records) => Encoding.UTF8.GetBytes(
        $$"""{"Records":[{{string.Join(',', records.Select(item => $$$$"""{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"{{{{item.Number}}}}","data":"{{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(item.Record))}}}}"}}"""))}}]}""");

    string Make(int index, double part, bool isBad, bool isKinesis)
    {
        var key = $"o{random.Next(40)}";
        var kind = random.Next(6) switch { 0 => "C", 1 or 2 => "B", _ => "A" };
        var name = random.Next(10) switch { 0 => "REMOVE", < 5 => "INSERT", _ => "MODIFY" };
        _sequence += random.Next(1, 1000);
        var time = FirstDay.AddDays(part * Days).ToUnixTimeSeconds();
        var image = Image(key, kind);
        var change = new JsonObject { ["ApproximateCreationDateTime"] = time, ["Keys"] = new JsonObject { ["orderId"] = Text(key) } };
        if (name != "REMOVE") { change["NewImage"] = image; }
        if (name != "INSERT") { change["OldImage"] = name == "REMOVE" ? image : Image(key, random.Next(4) == 0 ? "B" : kind); }
        if (!isKinesis) { change["SequenceNumber"] = _sequence.ToString(CultureInfo.InvariantCulture); }
        // A key of another type, or no event name.
        if (isBad && index % 2 == 0) { change["Keys"] = new JsonObject { ["orderId"] = new JsonObject { ["N"] = "1" } }; }
        if (random.Next(30) == 0) { change.Remove("ApproximateCreationDateTime"); }
        else if (random.Next(30) == 0) { change["ApproximateCreationDateTime"] = 1_500_000_000; }
        if (isKinesis) { change["ApproximateCreationDateTime"] = time * 1_000_000; change["ApproximateCreationDateTimePrecision"] = "MICROSECOND"; }
        var record = new JsonObject
        {
            ["eventID"] = $"{random.NextInt64():x16}",
            ["eventName"] = isBad && index % 2 == 1 ? "OTHER" : name,
            ["awsRegion"] = "eu-west-1",
            ["dynamodb"] = change,
        };
        if (isKinesis)
        {
            record["tableName"] = "orders";
            record["recordFormat"] = "application/json";
            record["userIdentity"] = null;
        }
        else { record["eventSourceARN"] = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"; }
        // Some with white space, as other senders have it.
        return record.ToJsonString(new() { WriteIndented = random.Next(8) == 0 });
    }

    JsonObject Image(string key, string kind)
    {
        var image = new JsonObject
        {
            ["orderId"] = Text(key),
            ["kind"] = Text(kind),
            ["region"] = Text(random.Next(4) switch { 0 => "eu", 1 => "us", 2 => "elsewhere", _ => "other" }),
            ["email"] = Text($"{random.Next(1000)}@example.com"),
            ["amount"] = new JsonObject { ["N"] = random.Next(9) == 0 ? "12.345" : $"{random.Next(100_000)}.{random.Next(100):D2}" },
            ["weight"] = new JsonObject { ["N"] = $"{random.NextDouble() * 100:R}" },
            ["note"] = random.Next(3) == 0 ? new JsonObject { ["NULL"] = true } : Text(new string('ü', random.Next(5)) + random.Next()),
            ["paid"] = new JsonObject { ["BOOL"] = random.Next(2) == 0 },
            ["items"] = new JsonObject
            {
                ["L"] = new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(i => new JsonObject
                {
                    ["M"] = new JsonObject { ["sku"] = Text($"s{random.Next(20)}"), ["price"] = new JsonObject { ["N"] = $"{random.Next(100)}" } },
                })]),
            },
            ["tags"] = new JsonObject { ["M"] = new JsonObject { ["a"] = Text("x"), ["b"] = Text($"{random.Next(9)}") } },
        };
        return image;
    }

    static JsonObject Text(string text) => new() { ["S"] = text };
}
