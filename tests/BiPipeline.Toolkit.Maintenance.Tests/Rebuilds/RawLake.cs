using System.Text;
using BiPipeline.Toolkit.Maintenance.Tests.Baselines;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>Changes of orders over some days, flattened as a stream does: an object in each zone for each batch.</summary>
static class RawLake
{
    internal const int Days = 3;
    internal const int BatchesADay = 8;
    internal const int ChangesABatch = 5;

    const string ChangeText = """
        {"eventID":"e#NUMBER","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1",
        "dynamodb":{"ApproximateCreationDateTime":#TIME,"Keys":{"orderId":{"S":"o#NUMBER"}},
        "NewImage":{"orderId":{"S":"o#NUMBER"},"email":{"S":"m#NUMBER@example.org"},"note":{"S":"n#NUMBER"},
        "items":{"L":[{"M":{"sku":{"S":"a"}}},{"M":{"sku":{"S":"b#NUMBER"}}}]}},
        "SequenceNumber":"#SEQUENCE","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"},
        "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}
        """;

    internal static readonly DateOnly FirstDay = new(2026, 11, 16);

    /// <summary>The first version: without <c>note</c>.</summary>
    internal static TableSchema V1 { get; } = TableSchema.Parse(Json(1, ""));

    /// <summary>The second version has <c>note</c>, which was in <c>_rescued</c>, and a child column.</summary>
    internal static TableSchema V2 { get; } = TableSchema.Parse(Json(2, """, { "name": "note", "path": "note", "type": "string" }"""));

    static readonly Lazy<Task<InMemoryObjectStore>> FirstLake = new(() => CreateAsync(V1));

    /// <summary>The records of a batch.</summary>
    internal static string Batch(int day, int batch)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < ChangesABatch; i++)
        {
            var number = (((day * BatchesADay) + batch) * ChangesABatch) + i;
            lines.Append(Change(number, new DateTimeOffset(FirstDay.AddDays(day).ToDateTime(new TimeOnly(batch, i)), TimeSpan.Zero)));
        }
        return lines.ToString();
    }

    /// <summary>The lake of all batches under the first version.</summary>
    internal static async Task<InMemoryObjectStore> OfV1Async()
    {
        var copy = new InMemoryObjectStore();
        var first = await FirstLake.Value;
        foreach (var key in first.Keys) { await copy.PutAsync(key, ObjectContent.Of(first[key].ToArray())); }
        return copy;
    }

    /// <summary>The lake of all batches under schemas.</summary>
    internal static async Task<InMemoryObjectStore> CreateAsync(params TableSchema[] schemas)
    {
        var store = new InMemoryObjectStore();
        for (var day = 0; day < Days; day++)
        {
            for (var batch = 0; batch < BatchesADay; batch++) { await AddAsync(store, Batch(day, batch), schemas); }
        }
        return store;
    }

    /// <summary>Flattens a batch of records.</summary>
    internal static Task AddAsync(IObjectStore store, string records, params TableSchema[] schemas)
    {
        var bytes = Encoding.UTF8.GetBytes(records);
        var pipeline = new FilePipeline(store, Options(schemas) with { AllowUnreadable = true });
        return pipeline.RunAsync([FileInput.From("batch", bytes.Length, () => new MemoryStream(bytes))]);
    }

    internal static FilePipelineOptions Options(params IReadOnlyList<TableSchema> schemas) => new()
    {
        Schemas = schemas,
        Format = new TextFormat(),
        TimeProvider = new FakeTimeProvider(Lakes.Now),
    };

    internal static Rebuild Of(IObjectStore store, params IReadOnlyList<TableSchema> schemas) => new(store, new() { Pipeline = Options(schemas) });

    internal static async Task<RebuildOutcome> RunAsync(IObjectStore store, params IReadOnlyList<TableSchema> schemas)
    {
        var rebuild = Of(store, schemas);
        return await rebuild.RunAsync(await rebuild.PlanAsync());
    }

    /// <summary>The rows of a table under a version, without the division into objects: a partition and a line for each, sorted.</summary>
    internal static IReadOnlyList<string> Rows(InMemoryObjectStore store, string table, int version) =>
    [
        .. store.Below($"processed/{table}/")
            .SelectMany(key => Encoding.UTF8.GetString(store[key].Span).Split('\n').Select(line => (Partition: key[..key.LastIndexOf('/')], Line: line)))
            .Where(row => row.Line.Split('|') is var columns && columns.Contains($"{version}", StringComparer.Ordinal))
            .Select(row => $"{row.Partition} {row.Line}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A change of an order with two items and a note.</summary>
    internal static string Change(int number, DateTimeOffset time) => ChangeText
        .Replace("#NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("#SEQUENCE", (1000 + number).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("#TIME", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .ReplaceLineEndings("") + "\n";

    /// <summary>The schema, with more columns and members.</summary>
    internal static string Json(int version, string columns, string members = "") => $$"""
        { "table": "orders", "version": {{version}}, "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "email", "path": "email", "type": "string" }{{columns}} ],
          "children": [ { "table": "order_items", "path": "items", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ]{{members}},
          "unknown": "rescue" }
        """;
}
