using System.Text;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>The lake of a world: its tables, the generated views, and queries through LocalAthena.</summary>
sealed class BaselineLake : IAsyncDisposable
{
    // After every time of a world: projection lists no later partitions.
    internal static readonly DateTimeOffset Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ModelWorld _world;
    readonly TableSchema[] _schemas;
    readonly TemporaryDirectory _folder;
    readonly DirectoryObjectStore _store;
    readonly FilePipeline _pipeline;
    readonly LocalLake _lake;

    BaselineLake(ModelWorld world, TableSchema[] schemas, IReadOnlyList<ModelEntity> entities, TemporaryDirectory folder, LocalLake lake)
    {
        (_world, _schemas, Entities, _folder, _lake) = (world, schemas, entities, folder, lake);
        _store = new(folder.FullPath, new() { Sync = false });
        _pipeline = new(_store, new() { Schemas = schemas, Flatten = new() { KeepRecords = false }, TimeProvider = new FakeTimeProvider(Now) });
    }

    internal IReadOnlyList<ModelEntity> Entities { get; }

    internal IReadOnlyList<TableSchema> Schemas => _schemas;

    internal LocalLake Lake => _lake;

    internal IObjectStore Store => _store;

    internal static async Task<BaselineLake> OpenAsync(ModelWorld world, bool keepsLatest = false)
    {
        ModelEntity[] entities = world.Seed % 2 == 0 ? [new("model", null)] : [new("model", "order"), new("others", "other")];
        TableSchema[] schemas = [.. entities.Select(entity => Schema(world, entity) with { Latest = keepsLatest ? new() { Bucket = "sk", Buckets = 3 } : null })];
        var tables = LakeCatalog.Create(schemas, new() { Database = "lake", Location = "s3://model" });
        var folder = new TemporaryDirectory();
        var options = new LocalAthenaOptions { Threads = 2, TimeProvider = new FakeTimeProvider(Now), MaxResultCharacters = 1_000_000_000 };
        var opened = new BaselineLake(world, schemas, entities, folder, await LocalLake.OpenAsync(folder.FullPath, tables, options: options));
        await opened.ApplyAsync();
        return opened;
    }

    /// <summary>Lands what a step has, and gives the views the newest baseline when its marker is there.</summary>
    internal async Task LandAsync(int step)
    {
        await LandRowsAsync(step);
        if (_world.Baselines.Any(baseline => baseline.Marker == step)) { await ApplyAsync(); }
    }

    /// <summary>Lands what a step has, markers too, and leaves the views as they are.</summary>
    internal async Task LandRowsAsync(int step)
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(ModelLines.At(_world, step).Select(line => line + "\n")));
        if (lines.Length > 0)
        {
            var outcome = await _pipeline.RunAsync([FileInput.From($"step{step}.jsonl", lines.Length, () => new MemoryStream(lines))]);
            outcome.Quarantined.ShouldBe(0, $"{_world}: {string.Join(", ", outcome.Reasons.Keys)}");
        }
        foreach (var baseline in _world.Baselines.Where(baseline => baseline.Marker == step))
        {
            foreach (var schema in _schemas)
            {
                await _store.PutAsync($"baselines/{schema.Table}/{baseline.AsOf:yyyyMMdd'T'HHmmssfff'Z'}-{new string('0', 32)}.json", ObjectContent.Of("{}"u8.ToArray()));
            }
        }
    }

    internal Task<IReadOnlyList<AthenaRow>> QueryAsync(string sql) => _lake.QueryAsync(sql);

    public async ValueTask DisposeAsync()
    {
        await _lake.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The text of a generated view at a step.</summary>
    internal string SqlOf(string view, DateTime? baseline) =>
        _schemas.SelectMany(schema => ViewDefinition.Create(schema, baseline)).Single(one => one.Name == view).Query;

    async Task ApplyAsync()
    {
        foreach (var schema in _schemas)
        {
            await _lake.ApplyAsync(ViewDefinition.Create(schema, await ObjectStores.FindBaselineAsync(_store, schema.Table)));
        }
    }

    static TableSchema Schema(ModelWorld world, ModelEntity entity)
    {
        var children = entity.Kind == "other"
            ? ""
            : """, "children": [ { "table": "model_lines", "path": "lines", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ]""";
        return TableSchema.Parse($$"""
            { "table": "{{entity.Table}}", "keys": ["pk", "sk"], "unknown": "drop", "order": "{{(world.IsByTime ? "time" : "sequence")}}",
              "source": { "table": "model" },
              {{(entity.Kind is null ? "" : $$""" "entity": { "attribute": "kind", "equals": "{{entity.Kind}}" }, """)}}
              "columns": [
                { "name": "pk", "path": "pk", "type": "string" },
                { "name": "sk", "path": "sk", "type": "bigint" },
                { "name": "v", "path": "v", "type": "int" },
                { "name": "region", "path": "region", "type": "string" },
                { "name": "due", "path": "due", "type": "date" } ],
              "partitions": [ {{world.Partitions}} ]{{children}} }
            """);
    }
}
