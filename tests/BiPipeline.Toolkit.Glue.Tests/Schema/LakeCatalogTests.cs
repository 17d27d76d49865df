using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Glue.Tests.Schema;

public sealed class LakeCatalogTests
{
    const string Goldens = "tests/BiPipeline.Toolkit.Glue.Tests/Data/";

    [Fact]
    public void For_OrdersSchema_MakesTableChildRawAndQuarantine() =>
        OrdersSchema.Catalog().Tables.Select(table => $"{table.Name} {table.Storage.Location}").ShouldBe(
        [
            "orders s3://example-lake/lake/processed/orders/",
            "order_items s3://example-lake/lake/processed/order_items/",
            "orders_raw s3://example-lake/lake/raw/orders/",
            "orders_quarantine s3://example-lake/lake/quarantine/orders/",
        ]);

    [Fact]
    public void For_ParquetTable_ProjectsItsPartitions()
    {
        var parameters = OrdersSchema.Catalog().Tables[0].Parameters;

        parameters["projection.enabled"].ShouldBe("true");
        parameters["projection.dt.type"].ShouldBe("date");
        parameters["projection.dt.format"].ShouldBe("yyyy-MM-dd");
        parameters["projection.dt.range"].ShouldBe("2020-01-01,NOW+1DAY");
        parameters["projection.dt.interval"].ShouldBe("1");
        parameters["projection.dt.interval.unit"].ShouldBe("DAYS");
        parameters["storage.location.template"].ShouldBe("s3://example-lake/lake/processed/orders/dt=${dt}/");
    }

    [Fact]
    public void For_EveryTransform_ProjectsIt()
    {
        var schema = OrdersSchema.Load() with
        {
            Children = [],
            Partitions =
            [
                new("month", PartitionField.EventTimeSource, PartitionTransform.Month) { From = new(2021, 3, 1) },
                new("hour", "updated_at", PartitionTransform.Hour) { From = new(2021, 3, 1) },
                new("kind", "status", PartitionTransform.Identity) { Values = ["NEW", "IN TRANSIT", "OTHER"] },
            ],
        };

        var parameters = LakeCatalog.Create([schema], new() { Database = "analytics", Location = "s3://b" }).Tables[0].Parameters;

        parameters["projection.month.range"].ShouldBe("2021-03,NOW+1DAY");
        parameters["projection.month.interval.unit"].ShouldBe("MONTHS");
        parameters["projection.hour.range"].ShouldBe("2021-03-01-00,NOW+1DAY");
        parameters["projection.hour.interval.unit"].ShouldBe("HOURS");
        parameters["projection.kind.type"].ShouldBe("enum");
        parameters["projection.kind.values"].ShouldBe("NEW,IN TRANSIT,OTHER");
        parameters["storage.location.template"].ShouldBe("s3://b/processed/orders/month=${month}/hour=${hour}/kind=${kind}/");
    }

    [Fact]
    public void For_CatalogPartitions_OmitsProjection() =>
        LakeCatalog.Create([OrdersSchema.Load()], new() { Database = "analytics", Location = "s3://b", UseProjection = false })
            .Tables.SelectMany(table => table.Parameters.Keys).ShouldNotContain(key => key.StartsWith("projection", StringComparison.Ordinal));

    [Theory]
    [InlineData("my-database", "s3://b", "Database 'my-database' is not a valid name; expected 1 to 255 lower-case letters, digits and _")]
    [InlineData("Analytics", "s3://b", "Database 'Analytics' is not a valid name")]
    [InlineData("a`; DROP DATABASE x; --", "s3://b", "Database 'a`; DROP DATABASE x; --' is not a valid name")]
    [InlineData("analytics", "s3:///x", "Location 's3:///x' is not a lake; expected a folder or s3://bucket/prefix.")]
    [InlineData("analytics", "s3:/b/x", "Location 's3:/b/x' is not a lake; expected a folder or s3://bucket/prefix.")]
    [InlineData("analytics", "s3://b//x", "Location 's3://b//x' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes.")]
    [InlineData("analytics", "s3://b/x//y/", "Location 's3://b/x//y/' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes.")]
    [InlineData("analytics", "https://b/x", "Location 'https://b/x' is not a lake; expected a folder or s3://bucket/prefix.")]
    [InlineData("analytics", "s3://b/*", "Location 's3://b/*' has one of")]
    [InlineData("analytics", "/", "The location is empty")]
    public void For_NamesAthenaRefuses_NamesThem(string database, string location, string problem) =>
        Should.Throw<SchemaException>(() => LakeCatalog.Create([OrdersSchema.Load()], new() { Database = database, Location = location })).Message.ShouldContain(problem);

    [Fact]
    public void For_SeveralProblems_ReportsAll()
    {
        var schema = OrdersSchema.Load() with { Partitions = [new("kind", "status", PartitionTransform.Identity) { Values = ["a/b", " c", "d"] }] };

        Should.Throw<SchemaException>(() => LakeCatalog.Create([schema, schema], new() { Database = "A", Location = "s3://b" })).Problems.Count.ShouldBe(13);
    }

    [Fact]
    public void For_AttributeNamesThatLookLikeSql_KeepsThemInsideComments()
    {
        var schema = OrdersSchema.Load().With(new SchemaColumn("odd", AttributePath.Of(@"x\' ) ; DROP TABLE `orders`; --" + "\n" + new string('y', 300)), DataType.String));

        var catalog = LakeCatalog.Create([schema], new() { Database = "analytics", Location = "s3://b" });

        catalog.Tables[0].Storage.Columns.Single(column => column.Name == "odd").Comment!.Length.ShouldBe(255);
        catalog.ToAthenaDdl().ShouldContain(@"`odd` string COMMENT 'x\\\\\' ) ; DROP TABLE `orders`; --" + "\uFFFDyyy");
    }

    [Fact]
    public void For_FieldNamesThatAreReserved_QuotesThemInDdlOnly()
    {
        var catalog = LakeCatalog.Create([OrdersSchema.Load().With(OrdersSchema.Column("spans", "array<struct<date:date,_x:int,day:string>>"))], new() { Database = "analytics", Location = "s3://b" });

        catalog.ToAthenaDdl().ShouldContain("`spans` array<struct<`date`:date,`_x`:int,day:string>> COMMENT 'spans'");
        catalog.Tables[0].Storage.Columns.Single(column => column.Name == "spans").Type.ShouldBe("array<struct<date:date,_x:int,day:string>>");
    }

    [Fact]
    public void ToAthenaDdl_OrdersSchema_MatchesTheGolden() => Golden.Match(Goldens + "create_glue_catalog.sql", OrdersSchema.Catalog().ToAthenaDdl());

    [Fact]
    public void ToCloudFormationYaml_OrdersSchema_MatchesTheGolden() => Golden.Match(Goldens + "catalog.yaml", OrdersSchema.Catalog().ToCloudFormationYaml());

    [Fact]
    public void ToCloudFormationJson_OrdersSchema_MatchesTheGolden() => Golden.Match(Goldens + "catalog.json", OrdersSchema.Catalog().ToCloudFormationJson());

    [Fact]
    public void Tables_OrdersSchema_MatchTheGoldens() => Golden.Match(Goldens + "table-inputs.json", TableInputs(OrdersSchema.Catalog()));

    [RequiresFact(Need.CfnLint)]
    [Trait("Category", "Slow")]
    public async Task ToCloudFormation_OrdersSchema_Lints()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.Combine("catalog.yaml"), OrdersSchema.Catalog().ToCloudFormationYaml());
        await File.WriteAllTextAsync(folder.Combine("catalog.json"), OrdersSchema.Catalog().ToCloudFormationJson());

        (await Python.RunAsync(["-c", "import sys; from cfnlint.runner import main; sys.exit(main())", folder.Combine("catalog.yaml"), folder.Combine("catalog.json")])).ShouldBe("");
    }

    [RequiresFact(Need.CfnLint)]
    public async Task ToCloudFormation_YamlAndJson_AreEqual()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.Combine("catalog.yaml"), OrdersSchema.Catalog().ToCloudFormationYaml());
        await File.WriteAllTextAsync(folder.Combine("catalog.json"), OrdersSchema.Catalog().ToCloudFormationJson());

        (await Python.RunAsync(["-c", "import sys,json,yaml; print(yaml.safe_load(open(sys.argv[1])) == json.load(open(sys.argv[2])))", folder.Combine("catalog.yaml"), folder.Combine("catalog.json")])).ShouldBe("True\n");
    }

    [RequiresFact(Need.Botocore)]
    public async Task Tables_OrdersSchema_PassBotocoresValidation()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.Combine("tables.json"), TableInputs(OrdersSchema.Catalog()));
        const string Script = """
            import sys, json, botocore.session, botocore.validate
            shape = botocore.session.get_session().get_service_model('glue').operation_model('CreateTable').input_shape
            for table in json.load(open(sys.argv[1])):
                report = botocore.validate.ParamValidator().validate({'DatabaseName': 'analytics', 'TableInput': table}, shape)
                print(table['Name'], report.generate_report())
            """;

        (await Python.RunAsync(["-c", Script, folder.Combine("tables.json")])).ShouldBe("orders \norder_items \norders_raw \norders_quarantine \n");
    }

    static string TableInputs(LakeCatalog catalog)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var table in catalog.Tables) { GlueJson.Write(json, table); }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
