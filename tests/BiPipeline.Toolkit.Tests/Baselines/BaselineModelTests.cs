using System.Globalization;
using Xunit.Abstractions;

namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>
/// Checks the generated views against a model: random tables, streams that lose changes, full and incremental exports that land in any order.
/// After every step the views show what a reader of the lake can know, wherever an order of changes and dated rows is promised.
/// </summary>
[Trait("Category", "Slow")]
public sealed class BaselineModelTests(ITestOutputHelper output)
{
    const int TablesOfAWorld = 250;

    static int Worlds => TestVolume.Of(usual: 2, full: 12);

    [Fact]
    public async Task CurrentViews_AfterEveryStep_EqualTheModel()
    {
        var (promised, all) = (0, 0);
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new ModelWorld(seed, TablesOfAWorld);
            await using var lake = await BaselineLake.OpenAsync(world);
            for (var step = 0; step < ModelWorld.Steps; step++)
            {
                await lake.LandAsync(step);
                foreach (var entity in lake.Entities)
                {
                    var current = await CurrentAsync(lake, $"SELECT pk, sk, v FROM {entity.Table}_current");
                    // The last version of an item is the current one. At the end only, because a history reads all rows.
                    var history = step == ModelWorld.Steps - 1 ? await CurrentAsync(lake, $"SELECT pk, sk, v FROM {entity.Table}_history WHERE valid_to IS NULL") : null;
                    var lines = entity.Kind == "other" ? null : (await lake.QueryAsync("SELECT pk, sk, _position, sku FROM model_lines_current")).ToLookup(row => (row.Texts[0]!, row.Texts[1]!), row => $"{row.Texts[2]} {row.Texts[3]}");
                    foreach (var (table, key, item, isPromised) in Known(world, entity, step))
                    {
                        all++;
                        if (!isPromised) { continue; }
                        promised++;
                        var name = ($"t{table.Number}", key.ToString(CultureInfo.InvariantCulture));
                        var found = current.GetValueOrDefault(name);
                        var what = $"{world}\ntable t{table.Number} key {key} in {entity.Table}_current after step {step}: found {found ?? "nothing"}, expected {item?.Value.ToString(CultureInfo.InvariantCulture) ?? "nothing"}\n{table.Describe(key)}";
                        found.ShouldBe(item?.Value.ToString(CultureInfo.InvariantCulture), what);
                        if (history is not null) { history.GetValueOrDefault(name).ShouldBe(found, $"The open version in the history of {what}"); }
                        lines?[name].Order(StringComparer.Ordinal).ShouldBe(Lines(item), what);
                        if (table.IsComplete(entity, key, step)) { item.ShouldBe(entity.Of(table.StateAt(key, DateTime.MaxValue)), $"The model knows the truth of {what}"); }
                    }
                }
            }
        }
        output.WriteLine($"seeds 0 to {Worlds - 1}: {Worlds * TablesOfAWorld} schedules, {promised} of {all} items after a step are promised");
        // What the margin leaves open is little.
        promised.ShouldBeGreaterThan(all * 97 / 100);
    }

    [Fact]
    public async Task DeliberateBreaks_AreEachFound()
    {
        Dictionary<string, int> found = ViewBreak.All.Select(one => one.Name).Append("marker first").ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        foreach (var seed in new[] { 100, 102, 103 })
        {
            var world = new ModelWorld(seed, TablesOfAWorld);
            await using var lake = await BaselineLake.OpenAsync(world);
            var entity = lake.Entities[0];
            for (var step = 0; step < ModelWorld.Steps; step++)
            {
                await lake.LandAsync(step);
                var newest = world.NewestAt(step);
                foreach (var one in ViewBreak.All)
                {
                    var right = lake.SqlOf($"{entity.Table}_current", newest?.AsOf);
                    if (one.Apply(right, newest?.AsOf) is not { } wrong) { continue; }
                    wrong.ShouldNotBe(right, one.Name);
                    found[one.Name] += await DifferencesAsync(world, lake, entity, step, wrong);
                }
                // The rows of a baseline have not all landed, but its time is in the view.
                var early = world.Baselines.Where(baseline => Math.Max(baseline.FirstHalf, baseline.SecondHalf) == step + 1 && !(newest?.AsOf > baseline.AsOf));
                foreach (var baseline in early) { found["marker first"] += await DifferencesAsync(world, lake, entity, step, lake.SqlOf($"{entity.Table}_current", baseline.AsOf)); }
            }
        }
        output.WriteLine(string.Join('\n', found.Select(pair => $"{pair.Key}: {pair.Value} wrong items")));
        found.Where(pair => pair.Value == 0).Select(pair => pair.Key).ShouldBeEmpty();
    }

    static async Task<int> DifferencesAsync(ModelWorld world, BaselineLake lake, ModelEntity entity, int step, string sql)
    {
        var current = await CurrentAsync(lake, $"SELECT pk, sk, v FROM ({sql}) AS broken");
        return Known(world, entity, step).Count(known => known.IsPromised
            && current.GetValueOrDefault(($"t{known.Table.Number}", known.Key.ToString(CultureInfo.InvariantCulture))) != known.Item?.Value.ToString(CultureInfo.InvariantCulture));
    }

    static IEnumerable<string> Lines(ModelItem? item) => Enumerable.Range(0, item?.Lines ?? 0).Select(line => $"{line} {ModelLines.Sku(item!, line)}");

    static IEnumerable<(ModelTable Table, int Key, ModelItem? Item, bool IsPromised)> Known(ModelWorld world, ModelEntity entity, int step) =>
        from table in world.Tables
        from key in Enumerable.Range(0, table.Keys)
        let known = table.Know(entity, key, step)
        select (table, key, known.Item, known.IsPromised);

    static async Task<Dictionary<(string, string), string?>> CurrentAsync(BaselineLake lake, string sql) =>
        (await lake.QueryAsync(sql)).ToDictionary(row => (row.Texts[0]!, row.Texts[1]!), row => row.Texts[2]);
}
