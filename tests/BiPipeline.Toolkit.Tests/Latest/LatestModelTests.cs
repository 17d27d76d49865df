using System.Globalization;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.LocalAthena;
using BiPipeline.Toolkit.Tests.Baselines;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace BiPipeline.Toolkit.Tests.Latest;

/// <summary>
/// Checks latest tables against the views and a model: the random tables of <see cref="BaselineModelTests"/>, refreshed at random moments,
/// interrupted between and after statements, and by two at a time. After every refresh the table without deleted items shows what the view
/// over the lake shows, and what a reader of the lake can know.
/// </summary>
[Trait("Category", "Slow")]
public sealed class LatestModelTests(ITestOutputHelper output)
{
    static int Worlds => TestVolume.Of(usual: 1, full: 10);

    static int TablesOfAWorld => TestVolume.Of(usual: 100, full: 250);

    int _refreshes, _crashes, _taken, _compared, _promised, _unlike, _overLatest;

    [Fact]
    public async Task LatestTables_AfterEveryRefresh_EqualTheViewsAndTheModel()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new ModelWorld(seed + 1, TablesOfAWorld);
            await using var lake = await BaselineLake.OpenAsync(world, keepsLatest: true);
            await CheckAsync(world, lake, new Random(seed));
        }
        output.WriteLine(
            $"{Worlds * TablesOfAWorld} schedules, {_refreshes} refreshes, {_crashes} interrupted ones, {_taken} refused to a second one; "
            + $"{_compared} items compared with the view of the lake, {_unlike} differ where no order is promised; {_promised} equal the model; the view read the table after {_overLatest} steps");
        _unlike.ShouldBeLessThan(1 + (_compared / 1000));
        _overLatest.ShouldBeGreaterThan(0);
    }

    async Task CheckAsync(ModelWorld world, BaselineLake lake, Random random)
    {
        var time = new FakeTimeProvider(BaselineLake.Now);
        await using var client = new LocalAthenaClient(lake.Lake.Engine);
        var athena = new FailingAthena(client);
        var runner = new AthenaQueryRunner(athena, new() { Database = "lake", FirstPoll = TimeSpan.FromMilliseconds(1), LongestPoll = TimeSpan.FromMilliseconds(5) });
        await ApplyAsync(lake, runner);
        for (var step = 0; step < ModelWorld.Steps; step++)
        {
            await lake.LandRowsAsync(step);
            time.Advance(TimeSpan.FromHours(2));
            if (random.Next(3) == 0) { await ApplyAsync(lake, runner); }
            if (step < ModelWorld.Steps - 1 && random.Next(3) == 0) { continue; }
            foreach (var schema in lake.Schemas)
            {
                // Small statements, so that there is something between two of them.
                var options = new LatestRefreshOptions { TimeProvider = time, StatementBytes = random.Next(3) == 0 ? 1 << 20 : 1L << 30, FirstWait = TimeSpan.FromTicks(1) };
                await RefreshAsync(lake, schema, athena, runner, options, random);
            }
            await ApplyAsync(lake, runner);
            foreach (var entity in lake.Entities) { await CompareAsync(world, lake, entity, step); }
        }
    }

    async Task RefreshAsync(BaselineLake lake, TableSchema schema, FailingAthena athena, AthenaQueryRunner runner, LatestRefreshOptions options, Random random)
    {
        if (random.Next(3) == 0)
        {
            (athena.FailsIn, athena.IsAfter) = (random.Next(3), random.Next(2) == 0);
            try
            {
                await (await OpenAsync(lake, schema, runner, options)).RefreshAsync();
            }
            catch (AthenaException)
            {
                _crashes++;
            }
            athena.FailsIn = null;
        }
        if (random.Next(4) == 0)
        {
            var two = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
            {
                try
                {
                    await (await OpenAsync(lake, schema, runner, options)).RefreshAsync();
                    return "";
                }
                catch (LatestException exception)
                {
                    return exception.Message;
                }
            }));
            two.ShouldContain("");
            two.Where(problem => problem.Length > 0).ShouldAllBe(problem => problem.Contains(" is held by refresh ", StringComparison.Ordinal));
            _taken += two.Count(problem => problem.Length > 0);
        }
        var outcome = await (await OpenAsync(lake, schema, runner, options)).RefreshAsync();
        outcome.IsFilled.ShouldBeTrue();
        (await (await OpenAsync(lake, schema, runner, options)).RefreshAsync()).Statements.ShouldBe(0);
        _refreshes++;
    }

    async Task CompareAsync(ModelWorld world, BaselineLake lake, ModelEntity entity, int step)
    {
        var plan = await PlanAsync(lake, lake.Schemas.Single(schema => schema.Table == entity.Table));
        var deployed = await DeployedAsync(lake, entity.Table);
        var visible = deployed is { } asOf
            ? $" AND \"_event_time\" >= TIMESTAMP '{asOf.UtcDateTime.AddMinutes(-5):yyyy-MM-dd HH:mm:ss.fff}' AND (\"_sequence\" IS NOT NULL OR \"_event_time\" >= TIMESTAMP '{asOf.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}')"
            : "";
        var ofLake = await CurrentAsync(lake, $"SELECT pk, sk, v FROM ({lake.SqlOf($"{entity.Table}_current", deployed?.UtcDateTime)}) AS \"lake\"");
        var ofTable = await CurrentAsync(lake, $"SELECT pk, sk, v FROM {plan.Table!.Name} WHERE NOT \"_deleted\"{visible}");
        var ofView = await CurrentAsync(lake, $"SELECT pk, sk, v FROM {entity.Table}_current");
        ofView.ShouldBe(plan.Waits(deployed) is null ? ofTable : ofLake, ignoreOrder: true);
        if (plan.Waits(deployed) is null) { _overLatest++; }
        // Below the newest marker, the view shows what a reader of an older baseline knows.
        var knows = world.NewestAt(step)?.AsOf == deployed?.UtcDateTime;
        foreach (var table in world.Tables)
        {
            for (var key = 0; key < table.Keys; key++)
            {
                var name = ($"t{table.Number}", key.ToString(CultureInfo.InvariantCulture));
                var (item, isPromised) = table.Know(entity, key, step);
                var (found, expected) = (ofTable.GetValueOrDefault(name), ofLake.GetValueOrDefault(name));
                _compared++;
                if (!isPromised)
                {
                    if (found != expected) { _unlike++; }
                    continue;
                }
                var what = $"{world}\ntable t{table.Number} key {key} in {plan.Table.Name} after step {step}, baseline {deployed:O}: found {found ?? "nothing"}, expected {expected ?? "nothing"}\n{table.Describe(key)}";
                found.ShouldBe(expected, what);
                if (!knows) { continue; }
                found.ShouldBe(item?.Value.ToString(CultureInfo.InvariantCulture), what);
                _promised++;
            }
        }
    }

    static async Task<DateTimeOffset?> DeployedAsync(BaselineLake lake, string table)
    {
        var view = await lake.Lake.Catalog.GetTableAsync("lake", $"{table}_current");
        return view.Definition.Parameters.TryGetValue("bipipeline.baseline", out var text) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    static Task<LatestTablePlan> PlanAsync(BaselineLake lake, TableSchema schema) =>
        LatestTablePlan.CreateAsync(lake.Lake.Catalog, new StoreObjects(lake.Store), schema, new("lake", "s3://model"));

    static async Task<LatestRefresh> OpenAsync(BaselineLake lake, TableSchema schema, AthenaQueryRunner runner, LatestRefreshOptions options) =>
        new(runner, await PlanAsync(lake, schema), options);

    // As views apply does it.
    static async Task ApplyAsync(BaselineLake lake, AthenaQueryRunner runner)
    {
        foreach (var schema in lake.Schemas)
        {
            var plan = await PlanAsync(lake, schema);
            var (latest, baseline) = plan.ForViews(await ObjectStores.FindBaselineAsync(lake.Store, schema.Table));
            var views = await ViewPlan.CreateAsync(lake.Lake.Catalog, "lake", ViewDefinition.Create(schema, baseline, latest));
            await (views with { Latest = [plan] }).ApplyAsync(runner, lake.Lake.Catalog);
        }
    }

    static async Task<Dictionary<(string, string), string?>> CurrentAsync(BaselineLake lake, string sql) =>
        (await lake.QueryAsync(sql)).ToDictionary(row => (row.Texts[0]!, row.Texts[1]!), row => row.Texts[2]);
}
