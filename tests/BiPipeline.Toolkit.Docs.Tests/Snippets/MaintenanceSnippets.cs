using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Maintenance;

namespace OwnProgram;

/// <summary>The C# of the README of BiPipeline.Toolkit.Maintenance, unchanged. It is compiled.</summary>
static class MaintenanceSnippets
{
    internal static async Task BackfillAsync()
    {
        var backfill = new Backfill(ObjectStores.Open("s3://my-lake/orders"), new()
        {
            Pipeline = new() { Schemas = [TableSchema.Load("orders.schema.json")], Threads = 4 },
        });
        var plan = await backfill.PlanAsync(["s3://my-exports/AWSDynamoDB/01700000000000-abcdefgh/"]);
        Console.WriteLine(plan);                                 // units, objects, time, cost; nothing is written yet
        var outcome = await backfill.RunAsync(plan);             // the marker is the last object

        Console.WriteLine(outcome.Items);
        var lines = plan.Remaining.Select(unit => unit.ToJson());                // one line per unit, such as the items of a Distributed Map
        foreach (var line in lines) { await backfill.RunUnitAsync(BackfillUnit.Parse(line)); }
        await backfill.CompleteAsync(plan);
    }

    internal static async Task RetractAsync(IReadOnlyList<TableSchema> schemas)
    {
        var store = MaintenanceStores.Open("s3://my-lake/orders");
        var retraction = await BackfillRetraction.CreateAsync(store, schemas, asOf: new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero));
        await retraction.ApplyAsync();                           // the marker, then the objects, then the receipts
    }

    internal static async Task RebuildAsync()
    {
        var rebuild = new Rebuild(ObjectStores.Open("s3://my-lake/orders"), new()
        {
            Pipeline = new() { Schemas = [TableSchema.Load("orders.schema.json")], Threads = 4 },
            From = new DateOnly(2026, 11, 16),
            To = new DateOnly(2026, 11, 22),
        });
        var plan = await rebuild.PlanAsync();
        Console.WriteLine(plan);                                 // records, units, objects, time, cost; nothing is written yet
        var outcome = await rebuild.RunAsync(plan);

        Console.WriteLine(outcome.Rows);
    }

    internal static async Task VerifyAsync(IMaintenanceStore store, IReadOnlyList<TableSchema> schemas)
    {
        var verification = new LakeVerification(store, new() { Schemas = schemas, Threads = 4 });
        var report = await verification.RunAsync(await verification.PlanAsync());
        Console.WriteLine(report);                               // counts, and a line for each kind of finding
    }
}
