namespace BiPipeline.Toolkit.Glue.Tests.Plan;

/// <summary>What a schema may become once its table is in the catalog: versions and partition rules.</summary>
public sealed class SchemaChangeTests
{
    const string NewTable = "; restore the rule, or make a new table from the raw zone with 'bipipeline lake rebuild --table'.";

    readonly InMemoryGlueCatalog _catalog = new();

    static PartitionField Day => new("dt", "event_time", PartitionTransform.Day);

    static PartitionField Status => new("dt", "status", PartitionTransform.Identity) { Values = ["PAID", "OPEN", "other"] };

    static TableSchema Schema(PartitionField partition) => OrdersSchema.Load() with { Partitions = [partition] };

    // 'glue plan' called these updates, and the views lost the rows.
    public static TheoryData<string, PartitionField, PartitionField, string> RefusedRules => new()
    {
        { "day to month", Day, Day with { Transform = PartitionTransform.Month }, "Partition 'dt' has transform month; files are in folders of transform day" },
        { "day to hour", Day, Day with { Transform = PartitionTransform.Hour }, "Partition 'dt' has transform hour; files are in folders of transform day" },
        { "later from", Day, Day with { From = new(2026, 11, 21) }, "Partition 'dt' begins at 2026-11-21; files are in folders from 2020-01-01" },
        { "smaller ahead", Day with { Ahead = 400 }, Day, "Partition 'dt' reaches 1 days ahead; files are in folders up to 400 days ahead" },
        { "value removed", Status, Status with { Values = ["PAID", "other"] }, "Partition 'dt' does not list 'OPEN'; files are in folders of that name" },
        { "other last value", Status, Status with { Values = ["PAID", "other", "OPEN"] }, "Partition 'dt' keeps unlisted values in 'OPEN'; files have them in 'other', the last value" },
        { "other source", Status, Status with { Source = "order_id" }, "Partition 'dt' is made from orderId as string; files are in folders made from status as string" },
    };

    [Theory]
    [MemberData(nameof(RefusedRules))]
    public async Task Plan_PartitionRuleThatHidesFiles_IsRefusedWithTheFix(string change, PartitionField before, PartitionField after, string problem)
    {
        await ApplyAsync(Schema(before));
        var writes = _catalog.WriteCalls;

        // Whatever the version.
        foreach (var version in new[] { 1, 2 })
        {
            var exception = await Should.ThrowAsync<CatalogRefusedException>(() => ApplyAsync(Schema(after) with { Version = version }));

            exception.Problems.ShouldHaveSingleItem(change).ShouldEndWith($": {problem}{NewTable}");
        }
        _catalog.WriteCalls.ShouldBe(writes);
    }

    public static TheoryData<string, PartitionField, PartitionField, string> AllowedRules => new()
    {
        { "earlier from", Day, Day with { From = new(2018, 1, 1) }, "~ property projection.dt.range: 2020-01-01,NOW+1DAY -> 2018-01-01,NOW+1DAY" },
        { "larger ahead", Day, Day with { Ahead = 400 }, "~ property projection.dt.range: 2020-01-01,NOW+1DAY -> 2020-01-01,NOW+400DAYS" },
        { "more values", Status, Status with { Values = ["NEW", "OPEN", "PAID", "other"] }, "~ property projection.dt.values: PAID,OPEN,other -> NEW,OPEN,PAID,other" },
    };

    [Theory]
    [MemberData(nameof(AllowedRules))]
    public async Task Plan_PartitionRuleThatFindsEveryFile_IsAnUpdate(string change, PartitionField before, PartitionField after, string update)
    {
        await ApplyAsync(Schema(before));

        var plan = await PlanAsync(Schema(after));

        plan.IsRefused.ShouldBeFalse(change);
        plan.Tables[0].Changes.Select(line => line.ToString()).ShouldContain(update);
        await plan.ApplyAsync(_catalog, new() { TimeProvider = new InstantTime() });
        // The narrower rule is now the refused one.
        (await PlanAsync(Schema(before))).IsRefused.ShouldBeTrue(change);
    }

    [Theory]
    [InlineData("type", "createdAt as timestamp in s; files are in folders made from createdAt as timestamp in ms")]
    [InlineData("coerce", "createdAt as timestamp in ms, coerced; files are in folders made from createdAt as timestamp in ms")]
    [InlineData("path", "made as timestamp in ms; files are in folders made from createdAt as timestamp in ms")]
    public async Task Plan_SourceColumnThatTakesOtherValues_IsRefused(string change, string problem)
    {
        var source = new SchemaColumn("created_at", AttributePath.Of("createdAt"), DataType.Timestamp) { Unit = TimeUnit.Milliseconds };
        await ApplyAsync(Of(source));

        var changed = change switch
        {
            "type" => source with { Unit = TimeUnit.Seconds },
            "coerce" => source with { Coerce = true },
            _ => source with { Path = AttributePath.Of("made") },
        };
        var plan = await PlanAsync(Of(changed) with { Version = 2 });

        plan.Tables[0].Refusals.ShouldHaveSingleItem().Reason.ShouldStartWith($"Partition 'created' is made from {problem}");

        static TableSchema Of(SchemaColumn column) => OrdersSchema.Load().With(column) with
        {
            Partitions = [new("created", "created_at", PartitionTransform.Day)],
        };
    }

    // A mended schema of the same version made a mixture of two readings.
    [Fact]
    public async Task Plan_ColumnsOfTheSameVersion_AreRefusedUntilItIsRaised()
    {
        await ApplyAsync(OrdersSchema.Load());
        var changed = OrdersSchema.Load().With(OrdersSchema.Column("note", "string"));

        (await Should.ThrowAsync<CatalogRefusedException>(() => ApplyAsync(changed))).Problems.ShouldBe(
            ["Table 'orders', schema version is 1 with other columns, paths, policies, children or coercion and can't become 1: of two readings of a record the views take the higher version; set version to 2."]);

        (await ApplyAsync(changed with { Version = 2 })).Updated.ShouldBe(["orders"]);
    }

    [Fact]
    public async Task Plan_ChangeOutsideRows_NeedsNoVersion()
    {
        await ApplyAsync(OrdersSchema.Load());
        var schema = OrdersSchema.Load();

        var changed = schema with
        {
            Columns = [.. schema.Columns.Select(column => column with { Comment = "Other words" })],
            Source = new("prod-*", "eu-west-1"),
            Ignored = [EntityFilter.KeyPrefix("pk", "LOG#")],
        };

        (await PlanAsync(changed)).IsRefused.ShouldBeFalse();
        changed.ComputeRowHash().ShouldBe(schema.ComputeRowHash());
        changed.ComputeHash().ShouldNotBe(schema.ComputeHash());
    }

    public static TheoryData<string, TableSchema> OtherRows
    {
        get
        {
            var schema = OrdersSchema.Load();
            SchemaColumn[] Last(Func<SchemaColumn, SchemaColumn> change) => [.. schema.Columns.SkipLast(1), change(schema.Columns[^1])];
            return new()
            {
                { "path", schema with { Columns = Last(column => column with { Path = AttributePath.Of("elsewhere") }) } },
                { "type", schema with { Columns = Last(column => column with { Type = DataType.String, Fields = new Dictionary<string, string>(), Unit = TimeUnit.None }) } },
                { "column", schema.With(OrdersSchema.Column("more", "int")) },
                { "unknown", schema with { Unknown = UnknownAttributes.Drop } },
                { "policy", schema with { Unknown = UnknownAttributes.Rescue, Policies = [new(AttributePath.Of("secret"), PolicyAction.Drop)] } },
                { "children", schema with { Children = [] } },
                { "coercion", schema with { Columns = [.. schema.Columns.Select(column => column.Name == "amount" ? column with { Coerce = true } : column)] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(OtherRows))]
    public void ComputeRowHash_ChangedRowRule_Changes(string change, TableSchema schema) =>
        schema.Validated().ComputeRowHash().ShouldNotBe(OrdersSchema.Load().ComputeRowHash(), change);

    Task<CatalogPlan> PlanAsync(TableSchema schema) =>
        CatalogPlan.CreateAsync(_catalog, LakeCatalog.Create([schema.Validated()], new() { Database = "analytics", Location = "s3://example-lake/lake" }));

    async Task<CatalogOutcome> ApplyAsync(TableSchema schema) => await (await PlanAsync(schema)).ApplyAsync(_catalog, new() { TimeProvider = new InstantTime() });
}
