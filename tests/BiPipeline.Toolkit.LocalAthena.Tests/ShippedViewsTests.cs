using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

/// <summary>Runs the repository's DDL and views with the users' tools, on an empty lake.</summary>
public sealed class ShippedViewsTests : IAsyncLifetime, IDisposable
{
    const string Database = "orders_lake";

    readonly TemporaryDirectory _folder = new();
    readonly InMemoryGlueCatalog _catalog = new();
    LocalAthenaEngine? _engine;
    LocalAthenaClient? _client;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_client is not null) { await _client.DisposeAsync(); }
        _engine?.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    AthenaQueryRunner Runner(string database)
    {
        _engine = LocalAthenaEngine.Open(_catalog, _folder.FullPath, new() { LakeLocation = "s3://lake" });
        _client = new(_engine);
        return new(_client, new AthenaRunnerOptions { Database = database, FirstPoll = TimeSpan.FromMilliseconds(1), LongestPoll = TimeSpan.FromMilliseconds(5) });
    }

    [Fact]
    public async Task ViewsApply_SchemaAndSqlOfTheSample_CreatesAllAndThenNothing()
    {
        var schema = TableSchema.Parse(await File.ReadAllTextAsync(Repository.PathOf("samples", "OrdersPipeline", "schema", "orders.schema.json")));
        var lake = LakeCatalog.Create([schema], new LakeCatalogOptions { Database = Database, Location = "s3://lake" });
        var runner = Runner(Database);
        foreach (var statement in lake.ToAthenaDdl().Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) { await runner.RunAsync(statement); }

        // The tables of the statements equal those of the catalog client.
        foreach (var table in lake.Tables) { (await _catalog.GetTableAsync(Database, table.Name)).Definition.ShouldBe(table); }

        IReadOnlyList<ViewDefinition> views = [.. ViewDefinition.Create(schema), .. ViewDefinition.Load(Repository.PathOf("sql", "quicksight_views.sql"))];
        var plan = await ViewPlan.CreateAsync(_catalog, Database, views);
        var outcome = await plan.ApplyAsync(runner, _catalog);
        outcome.Created.Count.ShouldBe(views.Count);

        var writes = _catalog.WriteCalls;
        var again = await ViewPlan.CreateAsync(_catalog, Database, views);
        again.IsEmpty.ShouldBeTrue(again.ToString());
        await again.ApplyAsync(runner, _catalog);
        _catalog.WriteCalls.ShouldBe(writes);
    }
}
