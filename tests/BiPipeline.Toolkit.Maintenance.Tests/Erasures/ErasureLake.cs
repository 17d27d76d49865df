using System.IO.Compression;
using System.Text;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Erasures;

/// <summary>A lake with a customer whose key and every value are a canary, among others that must stay.</summary>
static class ErasureLake
{
    /// <summary>The customer's key.</summary>
    internal const string Canary = "CANARY-7f3a";

    /// <summary>The table of the customers that stay; its key begins like the canary.</summary>
    internal const string Neighbour = "CANARY-7f3";

    internal const string OnFailureKey = "aws/lambda/0e9a/shardId-1/2026/11/20/failed";

    internal static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    static readonly DateTimeOffset First = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    internal static byte[] HashKey { get; } = Encoding.UTF8.GetBytes("a secret of at least 16 bytes");

    internal static TableSchema Customers { get; } = TableSchema.Parse("""
        { "table": "customers", "version": 1, "keys": ["customer_id"],
          "columns": [
            { "name": "customer_id", "path": "customerId", "type": "string" },
            { "name": "name", "path": "name", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2020-01-01" } ],
          "unknown": "rescue",
          "children": [ { "table": "customer_phones", "path": "phones", "columns": [ { "name": "number", "path": "number", "type": "string" } ] } ] }
        """);

    internal static ErasureOptions Options => new()
    {
        Schemas = [Customers],
        Keys = [Key(Canary)],
        TimeProvider = new FakeTimeProvider(Now),
        Threads = 1,
    };

    internal static ErasureKey Key(string id) => new(new Dictionary<string, string> { ["customer_id"] = id });

    /// <summary>Returns a lake with the canary in every zone, a scan, an on-failure object and noncurrent versions.</summary>
    internal static async Task<InMemoryMaintenanceStore> CreateAsync(bool isVersioned = true)
    {
        var time = new FakeTimeProvider(First);
        var store = new InMemoryMaintenanceStore(time, isVersioned);
        for (var batch = 0; batch < 4; batch++)
        {
            await WriteAsync(store, Customers, [.. Enumerable.Range(0, 5).Select(i => Record(batch * 10 + i, i == 2 && batch != 3 ? Canary : $"{Neighbour}{(char)('g' + i)}"))]);
            time.Advance(TimeSpan.FromHours(1));
        }
        // Quarantine: an event name that does not exist, and text that is not JSON.
        await WriteAsync(store, Customers, [Record(100, Canary).Replace("\"MODIFY\"", "\"OTHER\"", StringComparison.Ordinal), Record(101, Neighbour).Replace("\"MODIFY\"", "\"OTHER\"", StringComparison.Ordinal)]);
        var payload = System.Text.Json.JsonSerializer.Serialize($$"""{"Records":[{{Record(110, Neighbour)}},{{Record(111, Canary)}}]}""");
        await PutAsync(store, OnFailureKey, Encoding.UTF8.GetBytes($$$"""{"requestContext":{"condition":"RetryAttemptsExhausted"},"payload":{{{payload}}}}"""));
        await PutAsync(store, "maintenance/scans/customers/20261119T000000000Z/data/000000-000000-x.json.gz", Gzip(Item(Neighbour), Item(Canary)));
        await PutAsync(store, "maintenance/scans/customers/20261119T000000000Z/pages/000000-000000.json", Encoding.UTF8.GetBytes($$$"""{"segment":0,"page":0,"items":2,"next":"{\"customerId\":{\"S\":\"{{{Canary}}}\"}}"}"""));
        await PutAsync(store, "maintenance/scans/customers/20261119T000000000Z/manifest-summary.json", "{}"u8.ToArray());
        if (isVersioned)
        {
            // What a compaction or a mistake left as a noncurrent version, with and without the key.
            foreach (var (key, id) in (IEnumerable<(string, string)>)[("raw/customers/dt=2026-11-18/1-1-1-00000000000000000000000000000001.json.gz", Canary), ("raw/customers/dt=2026-11-18/2-2-1-00000000000000000000000000000002.json.gz", Neighbour)])
            {
                await PutAsync(store, key, Gzip(Record(1, id)));
                await store.DeleteAsync([key]);
            }
        }
        return store;
    }

    internal static async Task WriteAsync(IObjectStore store, TableSchema schema, IReadOnlyList<string> records, byte[]? hashKey = null)
    {
        var pipeline = new StreamPipeline(store, new() { Schemas = [schema], Flatten = new FlattenOptions { HashKey = hashKey } });
        await pipeline.ProcessAsync(Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}"""));
    }

    /// <summary>Returns a stream record, whose image has the key in other attributes too.</summary>
    internal static string Record(int number, string id, string? time = null) => $$$$$$"""
        {"eventID":"e{{{{{{number}}}}}}","eventName":"MODIFY","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":{{{{{{time ?? (First.ToUnixTimeSeconds() + number).ToString(CultureInfo.InvariantCulture)}}}}}},"Keys":{"customerId":{"S":"{{{{{{id}}}}}}"}},"NewImage":{"customerId":{"S":"{{{{{{id}}}}}}"},"name":{"S":"name of {{{{{{id}}}}}}"},"extra":{"S":"{{{{{{id}}}}}}"},"phones":{"L":[{"M":{"number":{"S":"1-{{{{{{id}}}}}}"}}},{"M":{"number":{"S":"2"}}}]}},"OldImage":{"customerId":{"S":"{{{{{{id}}}}}}"},"name":{"S":"old {{{{{{id}}}}}}"}},"SequenceNumber":"{{{{{{4000 + number}}}}}}"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/customers/stream/2026-01-01T00:00:00.000"}
        """;

    internal static Task<PutOutcome> PutAsync(IObjectStore store, string key, byte[] bytes) => store.PutAsync(key, ObjectContent.Of(bytes));

    internal static byte[] Gzip(params string[] lines)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) { gzip.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.Trim() + "\n")))); }
        return bytes.ToArray();
    }

    /// <summary>Returns what a text editor, gunzip and DuckDB find of the canary: the keys of objects that have it.</summary>
    internal static IReadOnlyList<string> Finds(InMemoryMaintenanceStore store, string canary = Canary)
    {
        using var duckDb = new BiPipeline.Toolkit.Parquet.Tests.DuckDb();
        var needle = Encoding.UTF8.GetBytes(canary);
        return [.. store.Everything().Where(item => Bytes(duckDb, item.Key, item.Bytes).Any(bytes => bytes.AsSpan().IndexOf(needle) >= 0)).Select(item => item.Key).Distinct()];
    }

    /// <summary>The content of every object as text: lines of JSON decompressed, rows by DuckDB.</summary>
    internal static SortedDictionary<string, string> Contents(InMemoryMaintenanceStore store)
    {
        using var duckDb = new BiPipeline.Toolkit.Parquet.Tests.DuckDb();
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in store.Keys) { contents.Add(key, Encoding.UTF8.GetString(Bytes(duckDb, key, store[key]).Last())); }
        return contents;
    }

    static string Item(string id) => $$$$$$"""{"Item":{"customerId":{"S":"{{{{{{id}}}}}}"},"name":{"S":"{{{{{{id}}}}}}"}}}""";

    // As stored, and decoded.
    static IEnumerable<byte[]> Bytes(BiPipeline.Toolkit.Parquet.Tests.DuckDb duckDb, string key, byte[] stored)
    {
        yield return Encoding.UTF8.GetBytes(key);
        yield return stored;
        if (stored is [0x1F, 0x8B, ..])
        {
            using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
            var plain = new MemoryStream();
            gzip.CopyTo(plain);
            yield return plain.ToArray();
        }
        if (stored.AsSpan().StartsWith("PAR1"u8)) { yield return Rows(duckDb, stored); }
    }

    static byte[] Rows(BiPipeline.Toolkit.Parquet.Tests.DuckDb duckDb, byte[] parquet)
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllBytes(folder.Combine("rows.parquet"), parquet);
        var rows = duckDb.Sql($"SELECT CAST(r AS VARCHAR) FROM read_parquet('{folder.Combine("rows.parquet")}', hive_partitioning = false) r");
        return Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => row[0])));
    }
}
