namespace BiPipeline.Toolkit.Athena.Tests.Views;

public sealed class LakeViewsTests
{
    [Fact]
    public void For_OrdersSchema_MatchesTheGoldens() => Golden.Match(
        "tests/BiPipeline.Toolkit.Athena.Tests/Data/orders-views.sql",
        string.Concat(ViewDefinition.Create(OrdersSchema.Load()).Select(view => view.ToSql() + ";\n\n")));

    [Fact]
    public void For_OrdersSchema_ReadTheTablesAndEachOther() =>
        ViewDefinition.Create(OrdersSchema.Load()).Select(view => $"{view.Name}: {string.Join(", ", view.References)}").ShouldBe(
        [
            "orders_events: orders",
            "orders_current: orders",
            "orders_history: orders",
            "order_items_current: order_items, orders_current",
        ]);

    [Fact]
    public void For_EveryType_CastsToTrinosType()
    {
        var schema = new TableSchema
        {
            Table = "t",
            Keys = ["id"],
            Columns =
            [
                new("id", AttributePath.Of("id"), DataType.Decimal(38, 0)),
                new("s", AttributePath.Of("s"), DataType.Parse("struct<a:int,order:map<string,array<binary>>>")),
                new("_rank", AttributePath.Of("r"), DataType.Bigint),
                new("group", AttributePath.Of("g"), DataType.Date),
            ],
        }.Validated();

        var query = ViewDefinition.Create(schema)[0].Query;

        query.ShouldContain("CAST(\"id\" AS decimal(38,0)) AS \"id\"");
        query.ShouldContain("CAST(\"s\" AS row(\"a\" integer, \"order\" map(varchar, array(varbinary)))) AS \"s\"");
        query.ShouldContain("CAST(\"group\" AS date) AS \"group\"");
        query.ShouldContain("AS \"_rank_\"\n  FROM \"t\"");
        query.ShouldContain("PARTITION BY \"_stream\", substr(\"_sequence\", 1, 40), \"_event_id\" ORDER BY");
    }

    [Fact]
    public void For_Baseline_MatchesTheGoldens() => Golden.Match(
        "tests/BiPipeline.Toolkit.Athena.Tests/Data/orders-views-baseline.sql",
        string.Concat(ViewDefinition.Create(OrdersSchema.Load(), new DateTimeOffset(2026, 11, 20, 3, 2, 0, TimeSpan.FromHours(3))).Select(view => view.ToSql() + ";\n\n")));

    [Theory]
    [InlineData(PartitionTransform.Day, "2026-11-19")]
    [InlineData(PartitionTransform.Hour, "2026-11-19-23")]
    [InlineData(PartitionTransform.Month, "2026-11")]
    public void For_Baseline_BoundsEachPartitionOfTheEventTime(PartitionTransform transform, string first)
    {
        var schema = OrdersSchema.Load() with
        {
            Partitions =
            [
                new("region", "status", PartitionTransform.Identity) { Values = ["eu"] },
                new("p", PartitionField.EventTimeSource, transform),
                new("q", PartitionField.EventTimeSource, PartitionTransform.Month),
            ],
        };

        var views = ViewDefinition.Create(schema, new DateTimeOffset(2026, 11, 20, 0, 2, 0, 500, TimeSpan.Zero).AddTicks(1)).ToDictionary(view => view.Name, StringComparer.Ordinal);

        foreach (var name in new[] { "orders_current", "order_items_current" })
        {
            views[name].Query.ShouldContain($"""
                WHERE "p" >= '{first}'
                """);
            views[name].Query.ShouldContain("AND \"q\" >= '2026-11'");
            views[name].Query.ShouldContain("AND \"_event_time\" >= TIMESTAMP '2026-11-19 23:02:00.500'");
            views[name].Query.ShouldContain("AND (\"_sequence\" IS NOT NULL OR \"_event_time\" >= TIMESTAMP '2026-11-20 00:02:00.500')");
        }
        views["orders_current"].Query.ShouldEndWith("AND \"_event_time\" >= TIMESTAMP '2026-11-19 23:57:00.500'");
        views.Values.Where(view => view.Query.Contains("\"p\" >=", StringComparison.Ordinal)).Count().ShouldBe(2);
        views.Values.ToDictionary(view => view.Name, view => view.Baseline?.Millisecond, StringComparer.Ordinal)
            .ShouldBe(new Dictionary<string, int?>(StringComparer.Ordinal) { ["orders_events"] = null, ["orders_current"] = 500, ["orders_history"] = 500, ["order_items_current"] = 500 }, ignoreOrder: true);
    }

    [Fact]
    public void For_BaselineBefore1970_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ViewDefinition.Create(OrdersSchema.Load(), new DateTimeOffset(1969, 12, 31, 23, 59, 59, TimeSpan.Zero)));

    [Fact]
    public void For_ColumnWithANameOfTheHistory_Throws()
    {
        var schema = OrdersSchema.Load();

        Should.Throw<SchemaException>(() => ViewDefinition.Create(schema with { Columns = [.. schema.Columns, new("valid_to", AttributePath.Of("validTo"), DataType.Date)] }))
            .Problems.ShouldBe(["Column 'valid_to' has the name of a column that orders_history adds. Rename it."]);
    }
}
