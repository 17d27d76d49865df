namespace BiPipeline.Toolkit.Glue.Tests.Client;

public sealed class GlueMotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    [RequiresFact(Need.Moto)]
    public async Task Catalog_TablesOfAnOrdersLake_ComeBackAsTheyWere()
    {
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(await moto.Endpoint));
        var wanted = OrdersSchema.Catalog();
        await catalog.CreateDatabaseAsync(wanted.Database with { Name = "roundtrip" });
        foreach (var table in wanted.Tables) { await catalog.CreateTableAsync("roundtrip", table); }

        List<GlueTableInput> found = [];
        await foreach (var table in catalog.GetTablesAsync("roundtrip")) { found.Add(table.Definition); }

        found.ShouldBe(wanted.Tables, ignoreOrder: true);
        (await catalog.GetDatabaseAsync("roundtrip")).Description.ShouldBe("Lake at s3://example-lake/lake");
    }

    [RequiresFact(Need.Moto)]
    public async Task Catalog_MissingAndExistingThings_AreTheirExceptions()
    {
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(await moto.Endpoint));
        await catalog.CreateDatabaseAsync(new("errors"));
        await catalog.CreateTableAsync("errors", new() { Name = "t" });

        await Should.ThrowAsync<GlueAlreadyExistsException>(() => catalog.CreateDatabaseAsync(new("errors")));
        await Should.ThrowAsync<GlueAlreadyExistsException>(() => catalog.CreateTableAsync("errors", new() { Name = "t" }));
        (await catalog.FindDatabaseAsync("missing")).ShouldBeNull();
        (await catalog.FindTableAsync("missing", "t")).ShouldBeNull();
        (await catalog.FindTableAsync("errors", "missing")).ShouldBeNull();
        await catalog.DeleteTableAsync("errors", "t");
        (await catalog.FindTableAsync("errors", "t")).ShouldBeNull();
    }

    [RequiresFact(Need.Moto)]
    public async Task Catalog_Partitions_AreCreatedAndThoseThereAlreadyNamed()
    {
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(await moto.Endpoint));
        await catalog.CreateDatabaseAsync(new("partitions"));
        await catalog.CreateTableAsync("partitions", OrdersSchema.Catalog().Tables[0]);
        var partitions = Enumerable.Range(1, 130).Select(day => new GluePartition([$"day-{day:000}"], new() { Location = $"s3://b/{day}/" })).ToArray();

        (await catalog.CreatePartitionsAsync("partitions", "orders", partitions)).ShouldBeEmpty();
        (await catalog.CreatePartitionsAsync("partitions", "orders", [partitions[7]])).ShouldHaveSingleItem().IsAlreadyExists.ShouldBeTrue();

        List<string> values = [];
        await foreach (var partition in catalog.GetPartitionsAsync("partitions", "orders")) { values.Add(partition.Values[0]); }
        values.Order(StringComparer.Ordinal).ShouldBe(partitions.Select(partition => partition.Values[0]));
    }
}
