using System.Globalization;

namespace BiPipeline.Toolkit.Athena.Tests.Latest;

public sealed class LatestTableTests
{
    static readonly DateTimeOffset Baseline = new(2026, 11, 20, 0, 2, 0, TimeSpan.Zero);
    static readonly LatestTarget Target = new("analytics", "s3://example-lake/lake/");
    static readonly LatestTarget TableBucket = Target with { Catalog = "s3tablescatalog/orders-bucket", Namespace = "sales" };

    internal static TableSchema Schema() => OrdersSchema.Load() with { Latest = new() };

    [Fact]
    public void Statements_MatchTheGoldens() => Golden.Match(
        "tests/BiPipeline.Toolkit.Athena.Tests/Data/orders-latest.sql",
        string.Concat(Statements(LatestTable.Create(Schema(), Target)).Select(sql => sql + ";\n\n")));

    [Fact]
    public void Statements_OfATableBucket_HaveNoLocationAndNameTheCatalogOfTheLake() => Golden.Match(
        "tests/BiPipeline.Toolkit.Athena.Tests/Data/orders-latest-s3-tables.sql",
        string.Concat(Statements(LatestTable.Create(Schema(), TableBucket)).Select(sql => sql + ";\n\n")));

    [Fact]
    public void View_OverTheTable_HasTheColumnsOfTheOneOverTheLake()
    {
        var schema = Schema();
        var (ofLake, ofTable) = (ViewDefinition.Create(schema, Baseline), ViewDefinition.Create(schema, Baseline, LatestTable.Create(schema, Target)));

        ofTable.Select(view => view.Name).ShouldBe(ofLake.Select(view => view.Name));
        ofTable.Where(view => view.Name != "orders_current").ShouldBe(ofLake.Where(view => view.Name != "orders_current"));
        var (base1, latest) = (ofLake.Single(view => view.Name == "orders_current"), ofTable.Single(view => view.Name == "orders_current"));
        latest.Query[..latest.Query.IndexOf("\nFROM", StringComparison.Ordinal)].ShouldBe(base1.Query[..base1.Query.IndexOf("\nFROM", StringComparison.Ordinal)]);
        latest.Query.ShouldEndWith("\nFROM \"orders_latest\"\nWHERE NOT \"_deleted\" AND \"_event_time\" >= TIMESTAMP '2026-11-19 23:57:00.000' AND (\"_sequence\" IS NOT NULL OR \"_event_time\" >= TIMESTAMP '2026-11-20 00:02:00.000')");
        latest.Baseline.ShouldBe(Baseline);
        latest.References.ShouldBe(["orders_latest"]);
    }

    [Fact]
    public void View_OverATableBucket_NamesItsCatalog() =>
        ViewDefinition.Create(Schema(), null, LatestTable.Create(Schema(), TableBucket)).Single(view => view.Name == "orders_current").References.ShouldBe(["s3tablescatalog/orders-bucket.sales.orders_latest"]);

    [Theory]
    [InlineData(321, true)]
    [InlineData(322, false)]
    public void Create_MoreColumnsThanAthenaMerges_IsRefused(int columns, bool isTaken)
    {
        // Nine of the envelope, one of the partition, three of the latest change.
        var schema = Wide(columns - 13);

        if (isTaken) { LatestTable.Create(schema, Target).Columns.Count.ShouldBe(321); }
        else { Should.Throw<SchemaException>(() => LatestTable.Create(schema, Target)).Problems.ShouldBe(["Table 'wide_latest' has 322 columns, those of the envelope and partitions included; Athena merges at most 321. Make one map or string of several, or leave out 'latest'."]); }
    }

    [Fact]
    public void Create_StatementLongerThanAthenaTakes_IsRefused()
    {
        var schema = Wide(300);
        schema = schema with { Columns = [.. schema.Columns.Select(column => column.Name == "id" ? column : column with { Name = column.Name + new string('x', 200) })] };

        var problems = Should.Throw<SchemaException>(() => LatestTable.Create(schema, Target)).Problems;

        problems.ShouldHaveSingleItem().ShouldMatch("^The MERGE of table 'wide_latest' has [0-9,]+ bytes, and 32,768 are for its partitions; Athena takes 262,144\\. ");
    }

    [Fact]
    public void Create_WithoutLatest_IsRefused() =>
        Should.Throw<ArgumentException>(() => LatestTable.Create(OrdersSchema.Load(), Target)).Message.ShouldContain("has no latest");

    [Fact]
    public void Hash_OfASchema_DoesNotDependOnLatest()
    {
        Schema().ComputeHash().ShouldBe(OrdersSchema.Load().ComputeHash());
        Schema().ComputeRowHash().ShouldBe(OrdersSchema.Load().ComputeRowHash());
        TableSchema.Parse(Schema().ToJson()).Latest.ShouldBe(new LatestSpec());
    }

    [Fact]
    public void Merge_OfATypeWithTimesInside_CastsThemToSixDigits()
    {
        var schema = Schema() with { Columns = [.. Schema().Columns, new("log", AttributePath.Of("log"), DataType.Parse("array<struct<at:timestamp,by:map<string,timestamp>>>"))] };

        Statements(LatestTable.Create(schema, Target))[1].ShouldContain(
            "CASE WHEN NOT \"_deleted\" THEN CAST(\"log\" AS array(row(\"at\" timestamp(6), \"by\" map(varchar, timestamp(6))))) END AS \"log\"");
    }

    [RequiresFact(Need.SqlGrammar)]
    [Trait("Category", "Slow")]
    public async Task Statements_PassTheGrammars()
    {
        var nested = Schema() with { Columns = [.. Schema().Columns, new("group", AttributePath.Of("g"), DataType.Parse("struct<order:map<string,array<binary>>,a:decimal(38,9)>"))], Partitions = [] };
        LatestTable[] tables = [LatestTable.Create(Schema(), Target), LatestTable.Create(nested.Validated(), TableBucket)];
        // OPTIMIZE and VACUUM are Athena's own.
        var sql = tables.SelectMany(table => Statements(table).Skip(1).Where(one => !one.StartsWith("OPTIMIZE", StringComparison.Ordinal) && !one.StartsWith("VACUUM", StringComparison.Ordinal))).ToArray();

        var errors = await SqlGrammar.ValidateAsync("trino", sql);
        var broken = await SqlGrammar.ValidateAsync("trino", [sql[0].Replace("THEN UPDATE SET", "THEN SET", StringComparison.Ordinal), sql[0].Replace("USING (", "USING ", StringComparison.Ordinal)]);

        errors.SelectMany(one => one).ShouldBeEmpty();
        broken.ShouldAllBe(one => one.Length > 0);
    }

    /// <summary>DDL, MERGE, count, comparison, purge, OPTIMIZE and VACUUM.</summary>
    static string[] Statements(LatestTable table) =>
    [
        table.ToSql(),
        LatestMerge.Sql(table, [], null),
        LatestMerge.Sql(table, LakeConditions.Of(table, table.Lake.Partitions.Count == 0 ? [] : [Partition("2026-11-27"), Partition("2026-11-28")]), Baseline),
        LatestSql.Count(table),
        LatestSql.Compare(table, Baseline, Baseline.AddDays(8)),
        LatestSql.Hiding(table, Baseline),
        LatestSql.Purge(table, Baseline),
        LatestSql.Optimize(table),
        LatestSql.Vacuum(table),
    ];

    static LakePartition Partition(string day) => new($"dt={day}", [day], "0", [($"processed/orders/dt={day}/1-2-2-0.parquet", 10)]);

    static TableSchema Wide(int columns) => new TableSchema
    {
        Table = "wide",
        Keys = ["id"],
        Columns = [new("id", AttributePath.Of("id"), DataType.String), .. Enumerable.Range(1, columns - 1).Select(i => new SchemaColumn($"c{i.ToString(CultureInfo.InvariantCulture)}", AttributePath.Of($"c{i.ToString(CultureInfo.InvariantCulture)}"), DataType.Bigint))],
        Partitions = [new("dt", PartitionField.EventTimeSource, PartitionTransform.Day)],
        Latest = new(),
    }.Validated();
}
