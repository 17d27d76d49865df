namespace BiPipeline.Toolkit.Glue.Tests.Client;

public sealed class GlueMotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    [RequiresFact(Need.Moto)]
    public async Task Catalog_TablesOfAnOrdersLake_RoundTrip()
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
    public async Task Catalog_MissingAndExistingEntities_ThrowTheirExceptions()
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
    public async Task Catalog_Partitions_AreCreatedAndExistingOnesReported()
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

    [RequiresFact(Need.Moto)]
    public async Task Apply_OrdersLake_WritesOnceAndThenOnlyWhatChanges()
    {
        using var counter = new CountingHandler();
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(await moto.Endpoint) with { MessageHandler = counter });
        async Task<string> ApplyAsync(TableSchema schema)
        {
            counter.Operations.Clear();
            var plan = await CatalogPlan.CreateAsync(catalog, LakeCatalog.Create([schema], new() { Database = "applied", Location = "s3://b" }));
            return (await plan.ApplyAsync(catalog)).ToString();
        }

        (await ApplyAsync(OrdersSchema.Load())).ShouldBe("database created, 4 tables created, 0 updated");
        (await ApplyAsync(OrdersSchema.Load())).ShouldBe("nothing to do");
        counter.Operations.ShouldAllBe(operation => operation.StartsWith("AWSGlue.Get", StringComparison.Ordinal));
        (await ApplyAsync(OrdersSchema.Load().With(OrdersSchema.Column("note", "string")) with { Version = 2 })).ShouldBe("0 tables created, 1 updated");
        counter.Operations.Count(operation => operation == "AWSGlue.UpdateTable").ShouldBe(1);
        (await catalog.GetTableAsync("applied", "orders")).Definition.Storage.Columns.ShouldContain(column => column.Name == "note");
    }

    sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        internal List<string> Operations { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Operations.Add(request.Headers.GetValues("X-Amz-Target").Single());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
