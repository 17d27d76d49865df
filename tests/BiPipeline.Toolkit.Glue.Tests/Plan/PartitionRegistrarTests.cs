namespace BiPipeline.Toolkit.Glue.Tests.Plan;

public sealed class PartitionRegistrarTests
{
    [Fact]
    public async Task Register_PartitionsTwice_KeepsTheirRecordedLocations()
    {
        var catalog = new InMemoryGlueCatalog();
        await catalog.CreateDatabaseAsync(new("db"));
        await catalog.CreateTableAsync("db", OrdersSchema.Catalog().Tables[0]);

        var first = await catalog.RegisterPartitionsAsync("db", "orders", [(["2026-01-01"], "s3://b/dt=2026-01-01/"), (["2026-01-02"], "s3://b/dt=2026-01-02/"), (["2026-01-01"], "s3://b/dt=2026-01-01/")]);
        var second = await catalog.RegisterPartitionsAsync("db", "orders", [(["2026-01-02"], "s3://b/dt=2026-01-02"), (["2026-01-01"], "s3://new/dt=2026-01-01/"), (["2026-01-03"], "s3://b/dt=2026-01-03/")]);

        first.Registered.ShouldBe(2);
        second.Registered.ShouldBe(1);
        second.Elsewhere.ShouldBe(["2026-01-01 is registered at s3://b/dt=2026-01-01/, not at s3://new/dt=2026-01-01/"]);
        List<GluePartition> stored = [];
        await foreach (var partition in catalog.GetPartitionsAsync("db", "orders")) { stored.Add(partition); }
        stored.Select(partition => partition.Storage.Location).ShouldBe(["s3://b/dt=2026-01-01/", "s3://b/dt=2026-01-02/", "s3://b/dt=2026-01-03/"]);
        stored[0].Storage.Columns.ShouldBe(OrdersSchema.Catalog().Tables[0].Storage.Columns);
    }
}
