using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A lake on the disk with its generated views, queried through the Athena client.</summary>
sealed class ReplayLake : IAsyncDisposable
{
    const string Location = "s3://replay";
    const string Database = "replay";

    readonly TemporaryDirectory _directory = new();
    readonly LocalAthenaEngine _engine;
    readonly LocalAthenaClient _client;
    readonly AthenaQueryRunner _runner;

    ReplayLake(InMemoryGlueCatalog catalog)
    {
        Store = new ReplayStore(_directory.FullPath);
        _engine = LocalAthenaEngine.Open(catalog, _directory.FullPath, new() { LakeLocation = Location, Threads = 2, MaxResultCharacters = 1_000_000_000 });
        _client = new(_engine);
        _runner = new(_client, new AthenaRunnerOptions { Database = Database, FirstPoll = TimeSpan.FromMilliseconds(1), LongestPoll = TimeSpan.FromMilliseconds(20) });
    }

    internal ReplayStore Store { get; }

    internal static async Task<ReplayLake> OpenAsync(TableSchema schema)
    {
        var catalog = new InMemoryGlueCatalog();
        var tables = await CatalogPlan.CreateAsync(catalog, LakeCatalog.Create([schema], new() { Database = Database, Location = Location }));
        await tables.ApplyAsync(catalog);
        var lake = new ReplayLake(catalog);
        var views = await ViewPlan.CreateAsync(catalog, Database, ViewDefinition.Create(schema));
        await views.ApplyAsync(lake._runner, catalog);
        return lake;
    }

    /// <summary>Returns the rows of a query, with cells joined by <c>|</c>, by their first cell.</summary>
    internal async Task<ILookup<string, string>> QueryAsync(string sql)
    {
        var result = await _runner.RunAsync(sql);
        var rows = await result.ToListAsync();
        return rows.ToLookup(row => row.Texts[0]!, row => string.Join('|', row.Texts));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _engine.Dispose();
        _directory.Dispose();
    }
}
