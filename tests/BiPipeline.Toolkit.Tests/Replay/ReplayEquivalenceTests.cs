using System.Globalization;
using BiPipeline.Toolkit.Tests.Data;
using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>
/// Checks that any delivery schedule gives the same lake: with any cuts, repetitions, orders, discarded and replayed batches, failing puts and ended
/// processes, the generated views show the table.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ReplayEquivalenceTests
{
    const int SchedulesOfALake = 250;

    static readonly TableSchema Schema = TableSchema.Parse("""
        { "table": "shop", "keys": ["pk", "sk"],
          "columns": [
            { "name": "pk", "path": "pk", "type": "string" },
            { "name": "sk", "path": "sk", "type": "bigint" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "status", "path": "status", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2026-03-01" } ],
          "children": [ { "table": "shop_lines", "path": "lines", "columns": [
            { "name": "sku", "path": "sku", "type": "string" },
            { "name": "qty", "path": "qty", "type": "int" } ] } ] }
        """);

    // TEST_VOLUME=50 dotnet test --filter ReplayEquivalence plays 100,000 schedules.
    static int Lakes => TestVolume.Of(usual: 1, full: 8);

    [Fact]
    public void Views_AfterAnySchedule_ShowTheTable() =>
        Prop.ForAll(Schedule.Any.ArrayOf(SchedulesOfALake).Select(schedules => new ScheduleBatch(schedules)).ToArbitrary(), batch => PlayAsync(batch).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Lakes).WithReplay(20261126UL, 7UL));

    static async Task PlayAsync(ScheduleBatch batch)
    {
        await using var lake = await ReplayLake.OpenAsync(Schema);
        var player = new SchedulePlayer(Schema, lake.Store);
        var tables = new TableModel[batch.Schedules.Length];
        for (var i = 0; i < tables.Length; i++)
        {
            tables[i] = new TableModel($"t{i}", batch.Schedules[i].Writes);
            await player.PlayAsync(batch.Schedules[i], tables[i]);
        }

        var events = await lake.QueryAsync("SELECT pk, sk, _event_id, _op, _deleted, _ttl, amount, status FROM shop_events");
        var current = await lake.QueryAsync("SELECT pk, sk, amount, status FROM shop_current");
        var lines = await lake.QueryAsync("SELECT pk, sk, _position, sku, qty FROM shop_lines_current");
        var quarantined = Quarantined(lake.Store);
        for (var i = 0; i < tables.Length; i++)
        {
            var table = tables[i];
            var what = $"table t{i} of schedule {batch.Schedules[i]}";
            events[$"t{i}"].Order(StringComparer.Ordinal).ShouldBe(table.EventRows.Order(StringComparer.Ordinal), $"shop_events, {what}");
            Readable(current[$"t{i}"], table).ShouldBe(table.CurrentRows.Order(StringComparer.Ordinal), $"shop_current, {what}");
            Readable(lines[$"t{i}"], table).ShouldBe(table.LineRows.Order(StringComparer.Ordinal), $"shop_lines_current, {what}");
            table.PoisonEventIds.ShouldBeSubsetOf(quarantined, what);
        }
        // Every row comes from a table: the lake has no other rows.
        (events.Count, quarantined.Count).ShouldBe((tables.Count(table => table.EventRows.Any()), tables.Sum(table => table.PoisonEventIds.Count())));
    }

    static IEnumerable<string> Readable(IEnumerable<string> rows, TableModel table) =>
        rows.Where(row => !table.IsPoisoned(int.Parse(row.Split('|')[1], CultureInfo.InvariantCulture))).Order(StringComparer.Ordinal);

    static HashSet<string> Quarantined(ReplayStore store)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (var key in store.Lines.Keys.Where(key => key.StartsWith("quarantine/", StringComparison.Ordinal)))
        {
            foreach (var line in LakeContents.Unzip(store.Lines[key]).Split('\n')) { LakeContents.AddEventId(line, ids); }
        }
        return ids;
    }
}
