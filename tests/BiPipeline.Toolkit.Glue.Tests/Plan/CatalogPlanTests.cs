namespace BiPipeline.Toolkit.Glue.Tests.Plan;

public sealed class CatalogPlanTests
{
    readonly InMemoryGlueCatalog _catalog = new();

    [Fact]
    public async Task Apply_CleanCatalog_CreatesDatabaseAndTables()
    {
        var plan = await PlanAsync(OrdersSchema.Load());
        var outcome = await ApplyAsync(plan);

        plan.ToString().ShouldBe("""
            + database analytics: create
            + orders: create (15 columns at s3://example-lake/lake/processed/orders/)
            + order_items: create (14 columns at s3://example-lake/lake/processed/order_items/)
            + orders_raw: create (1 column at s3://example-lake/lake/raw/orders/)
            + orders_quarantine: create (1 column at s3://example-lake/lake/quarantine/orders/)
            """);
        outcome.ToString().ShouldBe("database created, 4 tables created, 0 updated");
    }

    [Fact]
    public async Task Apply_Again_WritesNothing()
    {
        await ApplyAsync(await PlanAsync(OrdersSchema.Load()));
        var writes = _catalog.WriteCalls;

        var plan = await PlanAsync(OrdersSchema.Load());
        (await ApplyAsync(plan)).HasChanges.ShouldBeFalse();

        plan.ToString().ShouldBe("nothing to do");
        plan.ShouldBe(await PlanAsync(OrdersSchema.Load()));
        _catalog.WriteCalls.ShouldBe(writes);
    }

    [Fact]
    public async Task Plan_ColumnsAddedWidenedAndRemoved_MergesThem()
    {
        await ApplyAsync(await PlanAsync(OrdersSchema.Load().With(OrdersSchema.Column("n", "int"), OrdersSchema.Column("old", "string"), OrdersSchema.Column("s", "struct<a:int>"))));
        var next = OrdersSchema.Load().With(OrdersSchema.Column("fresh", "date"), OrdersSchema.Column("n", "bigint"), OrdersSchema.Column("s", "struct<b:string,a:bigint>")) with { Version = 2 };

        var plan = await PlanAsync(next);
        await ApplyAsync(plan);

        plan.Tables[0].ToString().Split('\n').ShouldBe(
        [
            "~ orders: update",
            "    ~ column n: int -> bigint (32-bit integers become 64-bit integers)",
            "    = column old: string stays (not in the schema)",
            "    ~ column s: struct<a:int> -> struct<a:bigint,b:string> (field a: 32-bit integers become 64-bit integers)",
            "    + column fresh date",
        ]);
        (await _catalog.GetTableAsync("analytics", "orders")).Definition.Storage.Columns.Select(column => $"{column.Name} {column.Type}").Where((_, index) => index is >= 6 and < 9 or 18)
            .ShouldBe(["n bigint", "old string", "s struct<a:bigint,b:string>", "fresh date"]);
    }

    [Fact]
    public async Task Plan_OlderSchema_KeepsTheTable()
    {
        var newer = OrdersSchema.Load().With(OrdersSchema.Column("n", "bigint")) with { Version = 2 };
        await ApplyAsync(await PlanAsync(newer));

        var plan = await PlanAsync(OrdersSchema.Load().With(OrdersSchema.Column("n", "int")));

        plan.IsEmpty.ShouldBeTrue();
        plan.ToString().ShouldBe("  orders: unchanged\n    = column n: bigint stays (it also reads files of int)\nnothing to do");
    }

    [Fact]
    public async Task Apply_IncompatibleType_ThrowsAndWritesNothing()
    {
        await ApplyAsync(await PlanAsync(OrdersSchema.Load()));
        var writes = _catalog.WriteCalls;
        var schema = OrdersSchema.Load();
        var changed = schema with { Columns = [.. schema.Columns.Select(column => column.Name == "amount" ? column with { Type = DataType.Double } : column), OrdersSchema.Column("fresh", "int")], Version = 2 };

        var plan = await PlanAsync(changed);
        var exception = await Should.ThrowAsync<CatalogRefusedException>(() => ApplyAsync(plan));

        plan.IsRefused.ShouldBeTrue();
        exception.Problems.ShouldBe(["Table 'orders', column amount is decimal(12,2) and can't become double: Athena can't read a file's decimal as double; add a column of the new type and read both with coalesce in a view, or make a new table from the raw zone with 'bipipeline lake rebuild --table'."]);
        _catalog.WriteCalls.ShouldBe(writes);
    }

    [Theory]
    [InlineData("view", "table type is VIRTUAL_VIEW and can't become EXTERNAL_TABLE: the name belongs to another kind of object")]
    [InlineData("format", "format is org.apache.hadoop.hive.ql.io.orc.OrcSerde and can't become org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe: the table is for files of another format; drop it")]
    [InlineData("location", "location is s3://elsewhere/ and can't become s3://example-lake/lake/processed/orders/: the table would lose its files; use the existing location")]
    [InlineData("partitions", "partition columns is year string and can't become dt string: files are in folders of the old partition columns")]
    [InlineData("foreign", "column amount is varchar(10) and can't become decimal(12,2): the toolkit does not write that type")]
    public async Task Plan_TableOfAnotherTool_NamesTheFix(string difference, string problem)
    {
        var table = OrdersSchema.Catalog().Tables[0];
        await _catalog.CreateDatabaseAsync(new("analytics"));
        await _catalog.CreateTableAsync("analytics", difference switch
        {
            "view" => new() { Name = "orders", TableType = "VIRTUAL_VIEW" },
            "format" => table with { Storage = table.Storage with { SerDe = new("org.apache.hadoop.hive.ql.io.orc.OrcSerde") } },
            "location" => table with { Storage = table.Storage with { Location = "s3://elsewhere/" } },
            "partitions" => table with { PartitionKeys = [new("year", "string")] },
            _ => table with { Storage = table.Storage with { Columns = [.. table.Storage.Columns.Select(column => column.Name == "amount" ? column with { Type = "varchar(10)" } : column)] } },
        });

        var plan = await PlanAsync(OrdersSchema.Load());

        (await Should.ThrowAsync<CatalogRefusedException>(() => ApplyAsync(plan))).Problems[0].ShouldStartWith($"Table 'orders', {problem}");
    }

    [Fact]
    public async Task Apply_TableWithPropertiesOfOthers_KeepsThem()
    {
        var table = OrdersSchema.Catalog().Tables[0];
        await _catalog.CreateDatabaseAsync(new("analytics"));
        await _catalog.CreateTableAsync("analytics", table with
        {
            Parameters = new Dictionary<string, string>(table.Parameters.Where(parameter => parameter.Key != "projection.dt.range"), StringComparer.Ordinal)
            {
                ["transient_lastDdlTime"] = "1",
                ["projection.dt.interval"] = "7",
                ["projection.old.type"] = "enum",
                ["bipipeline.toolkit_version"] = "0.0.1",
            },
            Owner = "somebody",
            Other = new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal) { ["Retention"] = System.Text.Json.JsonSerializer.SerializeToElement(7) },
        });

        var plan = await PlanAsync(OrdersSchema.Load());
        await ApplyAsync(plan);

        plan.Tables[0].Changes.Select(change => change.ToString()).ShouldBe(["~ property projection.dt.interval: 7 -> 1", "+ property projection.dt.range: 2020-01-01,NOW+1DAY", "- property projection.old.type"]);
        var stored = (await _catalog.GetTableAsync("analytics", "orders")).Definition;
        stored.Parameters["transient_lastDdlTime"].ShouldBe("1");
        stored.Parameters["bipipeline.toolkit_version"].ShouldBe("0.1.0");
        (stored.Owner, stored.Other["Retention"].GetInt32()).ShouldBe(("somebody", 7));
    }

    [Fact]
    public async Task Plan_OnlyANewerVersion_WritesNothing()
    {
        await ApplyAsync(await PlanAsync(OrdersSchema.Load()));
        var table = await _catalog.GetTableAsync("analytics", "orders");
        await _catalog.UpdateTableAsync("analytics", table.Definition with { Parameters = new Dictionary<string, string>(table.Definition.Parameters, StringComparer.Ordinal) { ["bipipeline.toolkit_version"] = "0.0.9", ["bipipeline.schema_sha256"] = "0" } }, table.VersionId);

        (await PlanAsync(OrdersSchema.Load())).ToString().ShouldBe("nothing to do");
    }

    [Fact]
    public async Task Apply_ReadOnlyWithChanges_Throws()
    {
        (await Should.ThrowAsync<CatalogRefusedException>(async () => await ApplyAsync(await PlanAsync(OrdersSchema.Load()), new() { ReadOnly = true })))
            .Message.ShouldStartWith("Database 'analytics' differs from the schema, but ReadOnly is set: + database analytics: create; + orders: create");
        _catalog.WriteCalls.ShouldBe(0);

        await ApplyAsync(await PlanAsync(OrdersSchema.Load()));
        (await ApplyAsync(await PlanAsync(OrdersSchema.Load()), new() { ReadOnly = true })).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Apply_ToCatalogPartitions_RemovesProjection()
    {
        await ApplyAsync(await PlanAsync(OrdersSchema.Load()));
        var wanted = LakeCatalog.Create([OrdersSchema.Load()], new() { Database = "analytics", Location = "s3://example-lake/lake", UseProjection = false });

        await ApplyAsync(await CatalogPlan.CreateAsync(_catalog, wanted));

        (await _catalog.GetTableAsync("analytics", "orders")).Definition.Parameters.Keys.ShouldBe(["EXTERNAL", "bipipeline.partitions", "bipipeline.rows_sha256", "bipipeline.schema_sha256", "bipipeline.schema_version", "bipipeline.toolkit_version", "classification"], ignoreOrder: true);
    }

    Task<CatalogPlan> PlanAsync(TableSchema schema) => CatalogPlan.CreateAsync(_catalog, LakeCatalog.Create([schema], new() { Database = "analytics", Location = "s3://example-lake/lake" }));

    Task<CatalogOutcome> ApplyAsync(CatalogPlan plan, CatalogApplyOptions? options = null) => plan.ApplyAsync(_catalog, (options ?? new()) with { TimeProvider = new InstantTime() });
}
