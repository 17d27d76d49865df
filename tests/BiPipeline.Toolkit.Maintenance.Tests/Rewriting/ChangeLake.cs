using System.Text;
using BiPipeline.Toolkit.Maintenance.Tests.Baselines;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using BiPipeline.Toolkit.Parquet.Tests;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rewriting;

/// <summary>A lake of changes in Parquet, written batch by batch as a stream's function does, and read by DuckDB.</summary>
sealed class ChangeLake
{
    internal static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    internal ChangeLake(InMemoryMaintenanceStore? store = null, FakeTimeProvider? time = null)
    {
        Time = time ?? new FakeTimeProvider(Lakes.Now);
        Store = store ?? new InMemoryMaintenanceStore(Time);
    }

    internal static TableSchema Schema { get; } = TableSchema.Parse("""
        { "table": "orders", "version": 1, "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "tags", "path": "tags", "type": "array<string>" } ],
          "children": [ { "table": "order_items", "path": "items", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2020-01-01" } ],
          "unknown": "rescue" }
        """);

    /// <summary>The next version, with another column.</summary>
    internal static TableSchema Second { get; } = Schema with
    {
        Version = 2,
        Columns = [.. Schema.Columns, new SchemaColumn("note", AttributePath.Parse("note"), DataType.String)],
    };

    internal FakeTimeProvider Time { get; }

    internal InMemoryMaintenanceStore Store { get; }

    /// <summary>A lake with the same objects and its own clock.</summary>
    internal ChangeLake Copy()
    {
        var time = new FakeTimeProvider(Time.GetUtcNow());
        return new(Store.Copy(time), time);
    }

    internal CompactionOptions Options { get; init; } = new() { Schemas = [Schema], MinObjects = 2, Writer = new FilePipelineOptions().Writer };

    internal Compaction Compaction(IMaintenanceStore? store = null) => new(store ?? Store, Options with { TimeProvider = Time });

    /// <summary>Writes changes as one batch: their numbers are sequence numbers and event ids.</summary>
    internal Task WriteAsync(params IReadOnlyList<int> changes) => WriteAsync(Schema, changes);

    internal async Task WriteAsync(TableSchema schema, IReadOnlyList<int> changes, Func<int, string>? record = null)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(changes.Select(change => (record ?? Record)(change) + "\n")));
        var pipeline = new FilePipeline(Store, new() { Schemas = [schema], TimeProvider = Time });
        await pipeline.RunAsync([FileInput.From("changes", bytes.Length, () => new MemoryStream(bytes))]);
    }

    internal static string Record(int number) => Record(number, $"o{number % 7}", number / 4m);

    internal static string Record(int number, string order, decimal amount) => string.Create(CultureInfo.InvariantCulture, $$$$$$"""
        {"eventID":"e{{{{{{number}}}}}}","eventName":"MODIFY","dynamodb":{"ApproximateCreationDateTime":{{{{{{Day.ToUnixTimeSeconds() + number}}}}}},"Keys":{"orderId":{"S":"{{{{{{order}}}}}}"}},"NewImage":{"orderId":{"S":"{{{{{{order}}}}}}"},"amount":{"N":"{{{{{{amount}}}}}}"},"note":{"S":"n{{{{{{number}}}}}}"},"tags":{"L":[{"S":"a"},{"NULL":true}]},"items":{"L":[{"M":{"sku":{"S":"s{{{{{{number}}}}}}"}}},{"M":{"sku":{"S":"t"}}}]}},"SequenceNumber":"{{{{{{number}}}}}}"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-11-01T00:00:00.000"}
        """);

    internal IReadOnlyList<string> Keys(string table = "orders") => Store.Below($"processed/{table}/");

    /// <summary>
    /// The distinct rows of every table as DuckDB reads them, and the distinct raw lines: what every generated view, and every check over raw,
    /// is a function of.
    /// </summary>
    internal string Rows() => string.Join("\n---\n", Rows("orders", "DISTINCT"), Rows("order_items", "DISTINCT"), string.Join('\n', Lines().Distinct(StringComparer.Ordinal)));

    /// <summary>The rows of a table, sorted.</summary>
    internal string Rows(string table, string distinct = "")
    {
        using var folder = new TemporaryDirectory();
        using var duckDb = new DuckDb();
        var number = 0;
        foreach (var key in Keys(table)) { File.WriteAllBytes(folder.Combine($"{number++}.parquet"), Store[key]); }
        if (number == 0) { return ""; }
        var rows = duckDb.Sql($"SELECT {distinct} * FROM read_parquet('{folder.FullPath}/*.parquet', union_by_name = true, hive_partitioning = false) ORDER BY ALL");
        return string.Join('\n', rows.Select(row => string.Join('|', row)));
    }

    /// <summary>Every raw line, sorted.</summary>
    internal IReadOnlyList<string> Lines() =>
    [
        .. Store.Below("raw/").SelectMany(key =>
        {
            using var plain = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(Store[key]), System.IO.Compression.CompressionMode.Decompress));
            return plain.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }).Order(StringComparer.Ordinal),
    ];

    /// <summary>Compacts until there is nothing to do, with the grace between.</summary>
    internal async Task CompactAsync()
    {
        for (var round = 0; round < 10; round++)
        {
            var compaction = Compaction();
            var plan = await compaction.PlanAsync();
            var outcome = await compaction.RunAsync(plan);
            if (outcome is { Units: 0, Waiting: 0, Void: 0, Deleted: 0 }) { return; }
            Time.Advance(Options.Grace);
        }
        throw new InvalidOperationException("The compaction does not come to an end.");
    }
}
