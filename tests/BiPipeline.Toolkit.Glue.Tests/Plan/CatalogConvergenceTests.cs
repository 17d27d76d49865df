using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Glue.Tests.Plan;

public sealed class CatalogConvergenceTests
{
    static readonly int Interleavings = TestVolume.Of(usual: 100, full: 500);

    [Fact]
    [Trait("Category", "Slow")]
    public void Apply_ManyWritersInAnyInterleaving_EndAtOneTableWithAllColumns()
    {
        var lostRaces = 0;
        var interleavings = Prop.ForAll(Gen.Choose(2, 6).Zip(Gen.Choose(int.MinValue, int.MaxValue)).ToArbitrary(), input => lostRaces += Run(writers: input.Item1, seed: input.Item2).GetAwaiter().GetResult());

        interleavings.Check(Config.QuickThrowOnFailure.WithMaxTest(Interleavings).WithReplay(20261122UL, 3UL));

        // Otherwise the test would show nothing.
        lostRaces.ShouldBeGreaterThan(Interleavings);
    }

    static async Task<int> Run(int writers, int seed)
    {
        var catalog = new InMemoryGlueCatalog();
        var turns = new SeededTurns(writers, new Random(seed));
        var random = new Random(seed);
        var schemas = Enumerable.Range(0, writers).Select(writer => Schema(writer, random)).ToArray();

        var outcomes = await Task.WhenAll(schemas.Select((schema, writer) => Task.Run(async () =>
        {
            var own = new TurnTakingCatalog(catalog, turns, writer);
            try
            {
                var plan = await CatalogPlan.CreateAsync(own, LakeCatalog.Create([schema], new() { Database = "db", Location = "s3://b" }));
                return await plan.ApplyAsync(own, new() { TimeProvider = new InstantTime() });
            }
            finally { turns.Leave(writer); }
        })));

        var table = (await catalog.GetTableAsync("db", "orders")).Definition;
        var types = table.Storage.Columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        types.Count.ShouldBe(table.Storage.Columns.Count);
        foreach (var column in schemas.SelectMany(schema => schema.Columns))
        {
            types[column.Name].ShouldBe(column.Name == "shared" && schemas.Any(schema => schema.Columns.Any(other => other.Name == "shared" && other.Type == DataType.Bigint)) ? "bigint" : column.Type.ToString());
        }
        foreach (var schema in schemas)
        {
            (await CatalogPlan.CreateAsync(catalog, LakeCatalog.Create([schema], new() { Database = "db", Location = "s3://b" }))).Tables[0].Changes
                .ShouldNotContain(change => change.Kind == CatalogChangeKind.AddColumn || change.Kind == CatalogChangeKind.WidenColumn);
        }
        return outcomes.Sum(outcome => outcome.ConflictRetries);
    }

    // Every writer has its own version and its own attributes; some are also found by others, and one has a different width.
    static TableSchema Schema(int writer, Random random) => OrdersSchema.Load().With(
    [
        OrdersSchema.Column("shared", random.Next(2) == 0 ? "int" : "bigint"),
        .. Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(number => OrdersSchema.Column($"common_{number}", "string")).Reverse(),
        OrdersSchema.Column($"own_{writer}", "date"),
    ]) with
    { Version = writer + 1, Children = [] };
}
