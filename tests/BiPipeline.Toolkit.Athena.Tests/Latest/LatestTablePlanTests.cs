namespace BiPipeline.Toolkit.Athena.Tests.Latest;

public sealed class LatestTablePlanTests
{
    static readonly LatestTarget Target = new("analytics", "s3://example-lake/lake");

    readonly InstantTime _time = new();
    readonly MemoryLake _lake = new();

    [Fact]
    public async Task Plan_WithoutTheTable_CreatesIt()
    {
        var catalog = await OrdersSchema.DeployedAsync(LatestTableTests.Schema());

        var plan = await PlanAsync(catalog, LatestTableTests.Schema());

        plan.ToString().ShouldBe("+ orders_latest: create (a new table, 16 buckets of order_id)");
        plan.Steps[0].Statements.ShouldBe([plan.Table!.ToSql()]);
        plan.Waits(null).ShouldBe("it is not created");
        plan.ForViews(null).ShouldBe((null, null));
        Should.Throw<LatestException>(() => new LatestRefresh(new(new IcebergAthena(catalog)), plan)).Message.ShouldBe("Table 'orders_latest' does not exist. Run views apply first.");
    }

    [Fact]
    public async Task Apply_Twice_WritesNothingTheSecondTime()
    {
        var (catalog, athena) = await AppliedAsync(LatestTableTests.Schema());

        var second = await PlanAsync(catalog, LatestTableTests.Schema());
        await second.ApplyAsync(Runner(athena), Options());

        second.IsEmpty.ShouldBeTrue();
        second.ToString().ShouldBe("");
        athena.Kinds.ShouldBe(["CREATE"]);
    }

    [Fact]
    public async Task Plan_NewColumnAndWiderTypes_AltersTheTable()
    {
        var (catalog, _) = await AppliedAsync(With(new("n", AttributePath.Of("n"), DataType.Int), new("d", AttributePath.Of("d"), DataType.Decimal(10, 2))));

        var plan = await PlanAsync(catalog, With(new("n", AttributePath.Of("n"), DataType.Bigint), new("d", AttributePath.Of("d"), DataType.Decimal(12, 2)), new("more", AttributePath.Of("m"), DataType.Parse("array<struct<a:int>>"))));

        plan.ToString().ShouldBe("~ orders_latest: alter (new column more, n becomes bigint, d becomes decimal(12,2))");
        plan.Steps[0].Statements.ShouldBe(
        [
            "ALTER TABLE `orders_latest` ADD COLUMNS (`more` array<struct<a:int>>)",
            "ALTER TABLE `orders_latest` CHANGE COLUMN `n` `n` bigint",
            "ALTER TABLE `orders_latest` CHANGE COLUMN `d` `d` decimal(12,2)",
        ]);
    }

    [Fact]
    public async Task Plan_ChangeThatAlterCannotMake_FillsAnotherTableAndThenDropsTheFirst()
    {
        var (catalog, athena) = await AppliedAsync(With(new SchemaColumn("n", AttributePath.Of("n"), DataType.Parse("struct<a:int>"))));
        var changed = With(new SchemaColumn("n", AttributePath.Of("n"), DataType.Parse("struct<a:int,b:int>")));

        var plan = await PlanAsync(catalog, changed);
        await plan.ApplyAsync(Runner(athena), Options());
        var next = await PlanAsync(catalog, changed);
        var dropped = await next.PruneAsync(Runner(athena));

        plan.ToString().ShouldBe("+ orders_latest_v2: create (in place of orders_latest: column 'n' changes from struct<a:int> to struct<a:int,b:int>, 16 buckets of order_id)\n? orders_latest: orphan (no schema needs it)");
        next.Table!.Name.ShouldBe("orders_latest_v2");
        next.Waits(null).ShouldBe("no refresh has filled it");
        dropped.ShouldBe(["orders_latest"]);
        (await PlanAsync(catalog, changed)).Steps.ShouldBe([new("orders_latest_v2", LatestAction.Unchanged, "", [])]);
    }

    [Fact]
    public async Task Plan_OtherBuckets_FillsAnotherTable()
    {
        var (catalog, _) = await AppliedAsync(LatestTableTests.Schema());

        (await PlanAsync(catalog, LatestTableTests.Schema() with { Latest = new() { Buckets = 32 } })).ToString().ShouldBe(
            "+ orders_latest_v2: create (in place of orders_latest: its buckets change, 32 buckets of order_id)\n? orders_latest: orphan (no schema needs it)");
    }

    [Fact]
    public async Task Plan_WithoutLatest_DropsTheTableWithPruneOnly()
    {
        var (catalog, athena) = await AppliedAsync(LatestTableTests.Schema());

        var plan = await PlanAsync(catalog, OrdersSchema.Load());
        var views = new ViewPlan("analytics", []) { Latest = [plan] };
        var kept = await views.ApplyAsync(Runner(athena), catalog);
        var pruned = await views.ApplyAsync(Runner(athena), catalog, new() { Prune = true });

        views.ToString().ShouldBe("? orders_latest: orphan (no schema needs it)\nnothing to do");
        (kept.Dropped.Count, string.Join(",", pruned.Dropped)).ShouldBe((0, "orders_latest"));
        athena.Statements.Last().ShouldBe("DROP TABLE `orders_latest`");
    }

    [Fact]
    public async Task Prune_InAnotherCatalog_IsRefusedWithItsTool()
    {
        var catalog = await OrdersSchema.DeployedAsync(LatestTableTests.Schema());
        var target = Target with { Catalog = "s3tablescatalog/b" };
        await catalog.CreateTableAsync("analytics", new() { Name = "orders_latest", Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["table_type"] = "ICEBERG" } });

        var plan = await LatestTablePlan.CreateAsync(catalog, _lake, OrdersSchema.Load(), target);

        (await Should.ThrowAsync<LatestException>(plan.PruneAsync(Runner(new(catalog))))).Message.ShouldBe(
            "Tables orders_latest are in catalog 's3tablescatalog/b', where Athena can't drop them. Delete them with its own tool (S3 Tables: aws s3tables delete-table).");
    }

    [Fact]
    public async Task Plan_NameOfAnotherTable_IsRefused()
    {
        var catalog = await OrdersSchema.DeployedAsync(LatestTableTests.Schema());
        await catalog.CreateTableAsync("analytics", new() { Name = "orders_latest", TableType = GlueTableInput.VirtualView });

        (await Should.ThrowAsync<LatestException>(PlanAsync(catalog, LatestTableTests.Schema()))).Message.ShouldStartWith("Table or view 'orders_latest' of database 'analytics' is not an Iceberg table");
    }

    [Fact]
    public async Task Apply_OfATableThatWasDropped_ForgetsWhatTheEarlierOneHad()
    {
        var (catalog, athena) = await AppliedAsync(LatestTableTests.Schema());
        _lake.Add("processed/orders/dt=2026-11-27/1-1-1-a.parquet");
        await new LatestRefresh(Runner(athena), await PlanAsync(catalog, LatestTableTests.Schema()), Options()).RefreshAsync();
        (await PlanAsync(catalog, LatestTableTests.Schema())).Waits(null).ShouldBeNull();
        await catalog.DeleteTableAsync("analytics", "orders_latest");

        await (await PlanAsync(catalog, LatestTableTests.Schema())).ApplyAsync(Runner(athena), Options());

        (await PlanAsync(catalog, LatestTableTests.Schema())).Waits(null).ShouldBe("no refresh has filled it");
    }

    static TableSchema With(params SchemaColumn[] columns) => LatestTableTests.Schema() with { Columns = [.. LatestTableTests.Schema().Columns, .. columns] };

    LatestRefreshOptions Options() => new() { TimeProvider = _time };

    AthenaQueryRunner Runner(IcebergAthena athena) => new(athena, new() { Database = "analytics", TimeProvider = _time });

    async Task<(InMemoryGlueCatalog Catalog, IcebergAthena Athena)> AppliedAsync(TableSchema schema)
    {
        var catalog = await OrdersSchema.DeployedAsync(schema);
        var athena = new IcebergAthena(catalog);
        await (await PlanAsync(catalog, schema)).ApplyAsync(Runner(athena), Options());
        return (catalog, athena);
    }

    Task<LatestTablePlan> PlanAsync(IGlueCatalog catalog, TableSchema schema) => LatestTablePlan.CreateAsync(catalog, _lake, schema, Target);
}
