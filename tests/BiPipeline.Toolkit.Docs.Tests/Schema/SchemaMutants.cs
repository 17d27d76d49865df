using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Docs.Tests.Schema;

/// <summary>
/// Schema files with a few changes each, most of them invalid: values replaced, members and elements removed, doubled or added. A seed gives the same files.
/// </summary>
static class SchemaMutants
{
    static readonly string[] Values =
    [
        "\"\"", "\"x\"", "\"X\"", "\"_op\"", "\"_x\"", "\"a.b\"", "\"a..b\"", "\"a\\\\.b\"", "\"int\"", "\"timestamp\"", "\"date\"", "\" string \"", "\"decimal(38,0)\"", "\"decimal(9,10)\"", "\"array< int >\"", "\"map<string,array<date>>\"",
        "\"struct<a:int,b:struct<c:string>>\"", "\"struct<a>\"", "\"day\"", "\"month\"", "\"hour\"", "\"identity\"", "\"event_time\"", "\"status\"", "\"order_id\"", "\"2024-12-31\"", "\"ms\"", "\"rescue\"", "\"drop\"", "\"hash\"", "\"time\"",
        "0", "1", "3", "1.0", "-1", "null", "true", "[]", "{}", "[\"order_id\"]", "[\"a\",\"b\"]", "{ \"unit_price\": \"p\" }",
    ];

    static readonly string[] Names = ["name", "path", "type", "unit", "fields", "comment", "source", "transform", "from", "values", "unknown", "order", "entity", "policies", "children", "partitions", "attribute", "equals", "key", "prefix", "version", "$schema"];

    internal static IEnumerable<string> Of(IReadOnlyList<string> files, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var file = JsonNode.Parse(files[random.Next(files.Count)])!;
            for (var changes = random.Next(1, 4); changes > 0; changes--) { Change(file, random); }
            yield return file.ToJsonString();
        }
    }

    static void Change(JsonNode file, Random random)
    {
        JsonNode[] places = [.. Containers(file)];
        switch (places[random.Next(places.Length)])
        {
            case JsonObject members when random.Next(6) == 0 || members.Count == 0:
                members[Names[random.Next(Names.Length)]] = Value(random);
                break;
            case JsonObject members:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                if (random.Next(4) == 0) { members.Remove(name); } else { members[name] = Value(random); }
                break;
            case JsonArray elements when elements.Count == 0:
                elements.Add(Value(random));
                break;
            case JsonArray elements:
                var at = random.Next(elements.Count);
                switch (random.Next(4))
                {
                    case 0: elements.RemoveAt(at); break;
                    case 1: elements.Add(elements[at]?.DeepClone()); break;
                    default: elements[at] = Value(random); break;
                }
                break;
        }
    }

    static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Containers(member.Value)).Prepend(members),
        JsonArray elements => elements.SelectMany(Containers).Prepend(elements),
        _ => [],
    };

    static JsonNode? Value(Random random) => JsonNode.Parse(Values[random.Next(Values.Length)]);
}
