using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Compares records with policies applied with the same edits of JSON nodes, and moved positions with those of a second reading.</summary>
public sealed class PolicyRewriterTests
{
    static readonly byte[] Key = new byte[32];

    static readonly TableSchema Schema = TableSchema.Parse("""
        { "table": "orders", "keys": ["id"], "columns": [ { "name": "id", "path": "id", "type": "string" } ], "unknown": "drop",
          "policies": [ { "path": "a", "action": "drop" }, { "path": "b", "action": "drop" }, { "path": "c", "action": "hash" }, { "path": "d.x", "action": "drop" }, { "path": "d.y", "action": "hash" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ] }
        """);

    [Fact]
    public void Rewrite_AnyRecord_EqualsTheEditOfItsNodes()
    {
        var random = new Random(5);
        var rewriter = PolicyRewriter.For([Schema], new FlattenOptions { HashKey = Key })!;
        for (var round = 0; round < 1500; round++)
        {
            var text = Record(random).ToJsonString();
            var record = Encoding.UTF8.GetBytes(text);
            var expected = JsonNode.Parse(text)!.AsObject();
            var applies = Images(expected).Aggregate(false, (any, image) => Protect(image) | any);
            var output = new ReusableBuffer();

            rewriter.Rewrite(record, output).ShouldBe(applies);

            if (!applies)
            {
                output.Length.ShouldBe(0);
                continue;
            }
            Encoding.UTF8.GetString(output.Written).ShouldBe(expected.ToJsonString());
            // The record is somewhere in its payload.
            var payload = Encoding.UTF8.GetBytes(new string(' ', round % 5) + text);
            var scanner = new JsonScanner(payload, 0);
            RecordLayout.TryRead(ref scanner, out var layout).ShouldBeTrue();
            layout.Move(round % 5, rewriter.Edits);
            Equals(layout, RecordLayout.Of(output.Written)).ShouldBeTrue(text);
        }
    }

    static JsonObject Record(Random random)
    {
        var change = new JsonObject { ["Keys"] = new JsonObject { ["id"] = Text("k") } };
        foreach (var image in new[] { "NewImage", "OldImage" })
        {
            if (random.Next(3) > 0) { change[image] = Image(random); }
        }
        change["SequenceNumber"] = "17";
        return new JsonObject
        {
            ["eventID"] = "e",
            ["eventName"] = "MODIFY",
            ["dynamodb"] = change,
            ["awsRegion"] = "eu-west-1",
            ["eventSourceARN"] = "arn:aws:dynamodb:eu-west-1:1:table/orders/stream/1",
        };
    }

    static JsonObject Image(Random random)
    {
        string[] names = ["id", "a", "b", "c", "d", "e", "f"];
        var image = new JsonObject();
        foreach (var name in names.OrderBy(_ => random.Next()).Take(random.Next(names.Length + 1))) { image[name] = name == "d" ? Map(random) : Value(random); }
        return image;
    }

    static JsonObject Map(Random random)
    {
        var members = new JsonObject();
        foreach (var name in new[] { "x", "y", "z" }.OrderBy(_ => random.Next()).Take(random.Next(4))) { members[name] = Value(random); }
        return new JsonObject { ["M"] = members };
    }

    static JsonObject Value(Random random) => random.Next(4) switch
    {
        0 => new JsonObject { ["N"] = random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture) },
        1 => new JsonObject { ["L"] = new JsonArray(Text("1"), Text("2")) },
        _ => Text(new string('t', random.Next(70))),
    };

    static JsonObject Text(string text) => new() { ["S"] = text };

    static IEnumerable<JsonObject> Images(JsonObject record)
    {
        var change = record["dynamodb"]!.AsObject();
        return new[] { change["Keys"], change["NewImage"], change["OldImage"] }.OfType<JsonObject>();
    }

    static bool Protect(JsonObject image)
    {
        var applies = image.Remove("a") | image.Remove("b") | Hash(image, "c");
        return image["d"]?["M"] is JsonObject map ? map.Remove("x") | Hash(map, "y") | applies : applies;
    }

    static bool Hash(JsonObject map, string name)
    {
        if (map[name] is not JsonObject value) { return false; }
        var text = (value["S"] ?? value["N"])?.GetValue<string>() ?? value.ToJsonString();
        map[name] = Text($"hmac:{Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)))}");
        return true;
    }
}
