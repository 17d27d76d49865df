using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Docs.Tests.Schema;

/// <summary>The JSON Schema for editors, the repository's schema files, and files that break a rule.</summary>
static class SchemaFiles
{
    internal const string JsonSchema = "src/BiPipeline.Toolkit.Core/Schema/bipipeline.schema.json";

    const string Good = """
        { "table": "orders", "version": 2, "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)", "comment": "With tax" },
            { "name": "updated_at", "path": "updatedAt", "type": "timestamp", "unit": "ms", "coerce": true },
            { "name": "opts", "path": "a\\.b.opts", "type": "array<struct<unit_price:int>>", "fields": { "unit_price": "unitPrice" } },
            { "name": "status", "path": "status", "type": "string" } ],
          "partitions": [
            { "name": "dt", "source": "event_time", "transform": "day", "from": "2024-02-29", "ahead": 400 },
            { "name": "state", "source": "status", "transform": "identity", "values": ["PAID", "other"] } ],
          "unknown": "quarantine", "order": "time",
          "source": { "table": "*-orders", "region": "eu-west-1" },
          "entity": { "key": "pk", "prefix": "ORDER#" },
          "ignored": [ { "key": "pk", "prefix": "LOG#" }, { "attribute": "type", "equals": "AUDIT" } ],
          "policies": [ { "path": "customer.email", "action": "hash" } ],
          "children": [ { "table": "order_items", "path": "items", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ],
          "latest": { "bucket": "order_id", "buckets": 100 } }
        """;

    /// <summary>Files that follow every rule, with every member and both forms of each choice.</summary>
    internal static IReadOnlyList<string> Accepted { get; } =
    [
        Good,
        Changed(file => file["$schema"] = "../bipipeline.schema.json"),
        Changed(file => file["entity"] = Node("""{ "attribute": "type", "equals": "" }""")),
        Changed(file => (file["policies"], _) = (new JsonArray(), file.Remove("unknown"))),
        Changed(file => file["columns"]![1]!["type"] = " decimal ( 038 , 38 ) "),
        Changed(file => file["columns"]![1]!["type"] = "map< string , array<struct<a:map<string,int>,_b:integer>>>"),
        Changed(file => file["columns"]![1]!["path"] = """\[0\].a\\b.\.€"""),
        Changed(file => file["partitions"] = new JsonArray()),
        Changed(file => file["latest"] = new JsonObject()),
        """{ "table": "_t", "keys": ["k"], "columns": [ { "name": "k", "path": "K", "type": "binary" } ] }""",
    ];

    /// <summary>Files that each break one rule of both the JSON Schema and the reader.</summary>
    internal static IReadOnlyDictionary<string, string> Refused { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["not an object"] = "[]",
        ["an unknown member"] = Changed(file => file["tables"] = "x"),
        ["$schema that is no text"] = Changed(file => file["$schema"] = 1),
        ["an unknown member of a column"] = Changed(file => file["columns"]![0]!["nullable"] = true),
        ["an unknown member of a partition"] = Changed(file => file["partitions"]![0]!["format"] = "x"),
        ["an unknown member of a policy"] = Changed(file => file["policies"]![0]!["key"] = "x"),
        ["an unknown member of a child"] = Changed(file => file["children"]![0]!["keys"] = new JsonArray("x")),
        ["no table"] = Changed(file => file.Remove("table")),
        ["a table in capitals"] = Changed(file => file["table"] = "Orders"),
        ["a table that begins with a digit"] = Changed(file => file["table"] = "1orders"),
        ["a table of 256 characters"] = Changed(file => file["table"] = new string('a', 256)),
        ["a version of zero"] = Changed(file => file["version"] = 0),
        ["a version that is text"] = Changed(file => file["version"] = "1"),
        ["a version beyond 32 bits"] = Changed(file => file["version"] = 2147483648L),
        ["no keys"] = Changed(file => file.Remove("keys")),
        ["empty keys"] = Changed(file => file["keys"] = new JsonArray()),
        ["three keys"] = Changed(file => file["keys"] = new JsonArray("order_id", "status", "amount")),
        ["a key twice"] = Changed(file => file["keys"] = new JsonArray("order_id", "order_id")),
        ["a key that is no text"] = Changed(file => file["keys"] = new JsonArray(1)),
        ["no columns"] = Changed(file => file.Remove("columns")),
        ["empty columns"] = Changed(file => file["columns"] = new JsonArray()),
        ["a column that is text"] = Changed(file => file["columns"]![4] = "status"),
        ["a column without a name"] = Changed(file => file["columns"]![1]!.AsObject().Remove("name")),
        ["a column without a path"] = Changed(file => file["columns"]![1]!.AsObject().Remove("path")),
        ["a column without a type"] = Changed(file => file["columns"]![1]!.AsObject().Remove("type")),
        ["a column with a reserved name"] = Changed(file => file["columns"]![1]!["name"] = "_op"),
        ["a column named _position"] = Changed(file => file["columns"]![1]!["name"] = "_position"),
        ["a column's name with a dash"] = Changed(file => file["columns"]![1]!["name"] = "order-id"),
        ["an empty path"] = Changed(file => file["columns"]![1]!["path"] = ""),
        ["a path with an empty name"] = Changed(file => file["columns"]![1]!["path"] = "a..b"),
        ["a path with an index"] = Changed(file => file["columns"]![1]!["path"] = "a[0]"),
        ["a path with a stray escape"] = Changed(file => file["columns"]![1]!["path"] = "a\\b"),
        ["an unknown type"] = Changed(file => file["columns"]![1]!["type"] = "varchar"),
        ["a type in capitals"] = Changed(file => file["columns"]![1]!["type"] = "INT"),
        ["a decimal of 39 digits"] = Changed(file => file["columns"]![1]!["type"] = "decimal(39,2)"),
        ["a decimal without digits"] = Changed(file => file["columns"]![1]!["type"] = "decimal(0,0)"),
        ["a decimal without scale"] = Changed(file => file["columns"]![1]!["type"] = "decimal(12)"),
        ["a map with numbers for keys"] = Changed(file => file["columns"]![1]!["type"] = "map<int,string>"),
        ["an array without elements"] = Changed(file => file["columns"]![1]!["type"] = "array<>"),
        ["a struct without fields"] = Changed(file => file["columns"]![1]!["type"] = "struct<>"),
        ["a unit of a number"] = Changed(file => file["columns"]![1]!["unit"] = "ms"),
        ["an unknown unit"] = Changed(file => file["columns"]![2]!["unit"] = "ns"),
        ["a member name that is empty"] = Changed(file => file["columns"]![3]!["fields"]!["unit_price"] = ""),
        ["a member name that is no text"] = Changed(file => file["columns"]![3]!["fields"]!["unit_price"] = 1),
        ["fields that are a list"] = Changed(file => file["columns"]![3]!["fields"] = new JsonArray()),
        ["a comment of 256 characters"] = Changed(file => file["columns"]![1]!["comment"] = new string('x', 256)),
        ["five partitions"] = Changed(file => file["partitions"] = new JsonArray([.. "abcde".Select(name => Node($$"""{ "name": "p{{name}}", "source": "event_time", "transform": "day" }"""))])),
        ["a partition without a source"] = Changed(file => file["partitions"]![0]!.AsObject().Remove("source")),
        ["a partition without a transform"] = Changed(file => file["partitions"]![0]!.AsObject().Remove("transform")),
        ["an unknown transform"] = Changed(file => file["partitions"]![0]!["transform"] = "week"),
        ["a day with values"] = Changed(file => file["partitions"]![0]!["values"] = new JsonArray("x")),
        ["identity without values"] = Changed(file => file["partitions"]![1]!.AsObject().Remove("values")),
        ["identity with a first day"] = Changed(file => file["partitions"]![1]!["from"] = "2020-01-01"),
        ["a value twice"] = Changed(file => file["partitions"]![1]!["values"] = new JsonArray("a", "a")),
        ["a value with a comma"] = Changed(file => file["partitions"]![1]!["values"] = new JsonArray("a,b")),
        ["an empty value"] = Changed(file => file["partitions"]![1]!["values"] = new JsonArray("")),
        ["a first day of another form"] = Changed(file => file["partitions"]![0]!["from"] = "2024-1-1"),
        ["a first day in month 13"] = Changed(file => file["partitions"]![0]!["from"] = "2024-13-01"),
        ["a value that is escaped in a path"] = Changed(file => file["partitions"]![1]!["values"] = new JsonArray("a/b")),
        ["a reach of zero days"] = Changed(file => file["partitions"]![0]!["ahead"] = 0),
        ["a reach of more than a century"] = Changed(file => file["partitions"]![0]!["ahead"] = 36_501),
        ["identity with a reach"] = Changed(file => file["partitions"]![1]!["ahead"] = 1),
        ["coerce that is text"] = Changed(file => file["columns"]![1]!["coerce"] = "true"),
        ["a source that is text"] = Changed(file => file["source"] = "prod-orders"),
        ["an empty source"] = Changed(file => file["source"] = new JsonObject()),
        ["a source with an empty table"] = Changed(file => file["source"] = Node("""{ "table": "" }""")),
        ["an unknown member of a source"] = Changed(file => file["source"] = Node("""{ "account": "1" }""")),
        ["an ignored entity without a prefix"] = Changed(file => file["ignored"] = Node("""[ { "key": "pk" } ]""")),
        ["an unknown 'unknown'"] = Changed(file => file["unknown"] = "ignore"),
        ["an unknown order"] = Changed(file => file["order"] = "none"),
        ["policies without 'unknown'"] = Changed(file => file.Remove("unknown")),
        ["a policy without a path"] = Changed(file => file["policies"]![0]!.AsObject().Remove("path")),
        ["an unknown action"] = Changed(file => file["policies"]![0]!["action"] = "mask"),
        ["an entity that is text"] = Changed(file => file["entity"] = "ORDER"),
        ["an empty entity"] = Changed(file => file["entity"] = new JsonObject()),
        ["an entity of both forms"] = Changed(file => file["entity"] = Node("""{ "attribute": "type", "equals": "A", "key": "pk", "prefix": "A#" }""")),
        ["an entity's attribute without a text"] = Changed(file => file["entity"] = Node("""{ "attribute": "type" }""")),
        ["an empty prefix"] = Changed(file => file["entity"]!["prefix"] = ""),
        ["a child without a table"] = Changed(file => file["children"]![0]!.AsObject().Remove("table")),
        ["latest that is a boolean"] = Changed(file => file["latest"] = true),
        ["an unknown member of latest"] = Changed(file => file["latest"]!["partitions"] = 4),
        ["no buckets"] = Changed(file => file["latest"]!["buckets"] = 0),
        ["101 buckets"] = Changed(file => file["latest"]!["buckets"] = 101),
        ["buckets that are text"] = Changed(file => file["latest"]!["buckets"] = "16"),
        ["a bucket of the envelope"] = Changed(file => file["latest"]!["bucket"] = "_event_id"),
        ["a child without columns"] = Changed(file => file["children"]![0]!["columns"] = new JsonArray()),
    };

    /// <summary>Files that only the reader refuses: a rule about two places.</summary>
    internal static IReadOnlyDictionary<string, string> RefusedByTheReaderOnly { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a key names no column"] = Changed(file => file["keys"] = new JsonArray("id")),
        ["a key's path is not top-level, or its type can't be a key"] = Changed(file => file["columns"]![0]!["path"] = "a.b"),
        ["a column's name appears twice"] = Changed(file => file["columns"]![4]!["name"] = "amount"),
        ["one column's path is inside another's"] = Changed(file => file["columns"]![4]!["path"] = "amount.currency"),
        ["`fields` names a field that the type does not have"] = Changed(file => file["columns"]![3]!["fields"]!["sku"] = "SKU"),
        ["a decimal's scale is above its precision"] = Changed(file => file["columns"]![1]!["type"] = "decimal(3,4)"),
        ["a nested type is invalid, or a struct has a field twice"] = Changed(file => file["columns"]![1]!["type"] = "array<varchar>"),
        ["a day that is not in the calendar"] = Changed(file => file["partitions"]![0]!["from"] = "2023-02-29"),
        ["a partition's source is neither `event_time` nor a column, or has a type that its transform does not accept"] = Changed(file => file["partitions"]![0]!["source"] = "amount"),
        ["a partition's value has white space at its ends"] = Changed(file => file["partitions"]![1]!["values"] = new JsonArray("PAID ", "other")),
        ["a column has `coerce` where its type has nothing to coerce, or is a key"] = Changed(file => file["columns"]![4]!["coerce"] = true),
        ["an ignored entity is the table's own"] = Changed(file => file["ignored"] = Node("""[ { "key": "pk", "prefix": "ORDER#" } ]""")),
        ["a partition has a column's name"] = Changed(file => file["partitions"]![0]!["name"] = "status"),
        ["a policy is inside another, or drops a key"] = Changed(file => file["policies"]![0] = Node("""{ "path": "orderId", "action": "drop" }""")),
        ["`latest` has a bucket that is not a key"] = Changed(file => file["latest"]!["bucket"] = "status"),
        ["a child's table or column has a name that exists, or its path crosses a column"] = Changed(file => file["children"]![0]!["table"] = "orders"),
    };

    /// <summary>The schema files of the repository.</summary>
    internal static IReadOnlyList<string> OfTheRepository { get; } =
    [
        .. new[] { "samples", "tests", "benchmarks" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.schema.json", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal),
    ];

    static string Changed(Action<JsonObject> change)
    {
        var file = JsonNode.Parse(Good)!.AsObject();
        change(file);
        return file.ToJsonString();
    }

    static JsonNode Node(string json) => JsonNode.Parse(json)!;
}
