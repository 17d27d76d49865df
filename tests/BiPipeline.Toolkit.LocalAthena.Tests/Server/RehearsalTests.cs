using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Server;

// `glue apply` and `views apply` against the server, with the clients that they use on AWS.
public sealed class RehearsalTests : IAsyncLifetime, IDisposable
{
    const string Schema = """
        { "table": "orders", "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "city", "path": "customer.city", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ],
          "unknown": "rescue" }
        """;

    readonly LakeFixture _lake = new();
    LocalAthenaServer? _server;
    GlueCatalogClient? _glue;
    AthenaClient? _athena;

    public async Task InitializeAsync()
    {
        _server = await LocalAthenaServer.StartAsync(_lake.Engine);
        _glue = new(AwsClientOptions.Local(_server.Endpoint));
        _athena = new(AwsClientOptions.Local(_server.Endpoint));
    }

    public async Task DisposeAsync()
    {
        _athena!.Dispose();
        _glue!.Dispose();
        await _server!.DisposeAsync();
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Apply_TablesThenViews_AreThereAndTheSecondRunHasNothingToDo()
    {
        var schema = TableSchema.Parse(Schema);
        var tables = LakeCatalog.Create([schema], new() { Database = "bi", Location = LakeFixture.Location });
        var catalogPlan = await CatalogPlan.CreateAsync(_glue!, tables);
        await catalogPlan.ApplyAsync(_glue!);
        (await CatalogPlan.CreateAsync(_glue!, tables)).IsEmpty.ShouldBeTrue();
        ViewDefinition[] views =
        [
            .. ViewDefinition.Create(schema),
            .. ViewDefinition.Parse("CREATE OR REPLACE VIEW by_city AS SELECT city, sum(amount) AS revenue FROM orders_current GROUP BY city;", "views.sql", "bi"),
        ];
        var runner = new AthenaQueryRunner(_athena!, new() { Database = "bi", FirstPoll = TimeSpan.FromMilliseconds(1), OutputLocation = "s3://results/" });

        var first = await ViewPlan.CreateAsync(_glue!, "bi", views);
        await first.ApplyAsync(runner, _glue!);
        var writes = _lake.Catalog.WriteCalls;
        var second = await ViewPlan.CreateAsync(_glue!, "bi", views);
        await second.ApplyAsync(runner, _glue!);

        first.IsEmpty.ShouldBeFalse();
        second.IsEmpty.ShouldBeTrue();
        _lake.Catalog.WriteCalls.ShouldBe(writes);
        (await (await runner.RunAsync("SELECT * FROM by_city")).ToListAsync()).ShouldBeEmpty();
        var view = await _glue!.GetTableAsync("bi", "by_city");
        view.Definition.Parameters.Keys.ShouldContain("bipipeline.source_sha256");
        view.Definition.ShouldBe((await _lake.Catalog.GetTableAsync("bi", "by_city")).Definition);
    }
}
