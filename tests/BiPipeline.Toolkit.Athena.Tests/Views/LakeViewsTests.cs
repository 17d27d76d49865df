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
        query.ShouldContain("PARTITION BY \"_stream\", \"_sequence\", \"_event_id\" ORDER BY");
    }

    [Fact]
    public void For_ColumnWithANameOfTheHistory_Throws()
    {
        var schema = OrdersSchema.Load();

        Should.Throw<SchemaException>(() => ViewDefinition.Create(schema with { Columns = [.. schema.Columns, new("valid_to", AttributePath.Of("validTo"), DataType.Date)] }))
            .Problems.ShouldBe(["Column 'valid_to' has the name of a column that orders_history adds. Rename it."]);
    }
}
