using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;
using OrdersPipeline.Catalog;
using OrdersPipeline.Results;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>What quicksight.yaml makes of the views.</summary>
[Collection(nameof(Templates))]
public sealed class QuickSightTests(Templates templates)
{
    [RequiresFact(Need.CfnLint)]
    [Trait("Category", "Slow")]
    public async Task DataSets_Columns_MatchTheViews()
    {
        var views = await ViewColumnsAsync();

        var template = await templates.QuickSightAsync();

        var dataSets = template.OfType("AWS::QuickSight::DataSet").ToDictionary(set => set.Properties["Name"]!.GetValue<string>(), set => set.Properties);
        dataSets.Keys.ShouldBe(SalesReport.ViewNames, ignoreOrder: true);
        foreach (var (name, set) in dataSets)
        {
            var table = set["PhysicalTableMap"]!.AsObject().ShouldHaveSingleItem().Value!["RelationalTable"]!;
            table["Name"]!.GetValue<string>().ShouldBe(name);
            table["Schema"]!.GetValue<string>().ShouldBe(OrdersCatalog.Database);
            table["InputColumns"]!.AsArray().Select(column => (column!["Name"]!.GetValue<string>(), column["Type"]!.GetValue<string>())).ShouldBe(views[name], name);
            set["ImportMode"]!.GetValue<string>().ShouldBe("SPICE");
        }
        var declared = template.Properties("SalesTemplate")["Definition"]!["DataSetConfigurations"]!.AsArray();
        declared.Count.ShouldBe(dataSets.Count);
        foreach (var declaration in declared)
        {
            declaration!["DataSetSchema"]!["ColumnSchemaList"]!.AsArray().Select(column => (column!["Name"]!.GetValue<string>(), column["DataType"]!.GetValue<string>()))
                .ShouldBe(views[declaration["Placeholder"]!.GetValue<string>()]);
        }
    }

    [RequiresFact(Need.CfnLint)]
    public async Task DataSets_All_AreRefreshedDailyInFull()
    {
        var template = await templates.QuickSightAsync();
        var dataSets = template.OfType("AWS::QuickSight::DataSet").ToList();
        var schedules = template.OfType("AWS::QuickSight::RefreshSchedule").ToList();

        schedules.Select(schedule => schedule.Properties["DataSetId"]!.GetValue<string>()).ShouldBe(dataSets.Select(set => set.Properties["DataSetId"]!.GetValue<string>()));
        schedules.ShouldAllBe(schedule => schedule.Properties["Schedule"]!["RefreshType"]!.ToString() == "FULL_REFRESH");
        foreach (var (id, properties) in schedules)
        {
            var dataSet = template.Resources[id]!["DependsOn"]!.GetValue<string>();
            template.Properties(dataSet)["DataSetId"]!.GetValue<string>().ShouldBe(properties["DataSetId"]!.GetValue<string>());
        }
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Template_Fields_AreColumnsOfItsDataSets()
    {
        var definition = (await templates.QuickSightAsync()).Properties("SalesTemplate")["Definition"]!;
        var columns = definition["DataSetConfigurations"]!.AsArray()
            .SelectMany(set => set!["DataSetSchema"]!["ColumnSchemaList"]!.AsArray().Select(column => $"{set["Placeholder"]}.{column!["Name"]}")).ToHashSet(StringComparer.Ordinal);
        var used = Find(definition["Sheets"], "DataSetIdentifier").Select(column => $"{column["DataSetIdentifier"]}.{column["ColumnName"]}").ToList();

        used.Count.ShouldBeGreaterThan(12);
        used.ShouldAllBe(column => columns.Contains(column));
        used.Select(column => column.Split('.')[0]).Distinct().ShouldBe(SalesReport.ViewNames, ignoreOrder: true);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Template_Visuals_AppearOnceAndDoNotOverlap()
    {
        var sheet = (await templates.QuickSightAsync()).Properties("SalesTemplate")["Definition"]!["Sheets"]!.AsArray().ShouldHaveSingleItem()!;
        var visuals = sheet["Visuals"]!.AsArray().Select(visual => visual!.AsObject().ShouldHaveSingleItem()).ToList();
        var elements = sheet["Layouts"]![0]!["Configuration"]!["GridLayout"]!["Elements"]!.AsArray();

        visuals.Select(visual => visual.Key).ShouldBe(["KPIVisual", "KPIVisual", "KPIVisual", "LineChartVisual", "BarChartVisual", "BarChartVisual", "BarChartVisual", "TableVisual"]);
        elements.Select(element => element!["ElementId"]!.GetValue<string>()).ShouldBe(visuals.Select(visual => visual.Value!["VisualId"]!.GetValue<string>()), ignoreOrder: true);
        var cells = elements.SelectMany(element =>
            from column in Enumerable.Range(Number(element, "ColumnIndex"), Number(element, "ColumnSpan"))
            from row in Enumerable.Range(Number(element, "RowIndex"), Number(element, "RowSpan"))
            select (column, row)).ToList();
        cells.ShouldBeUnique();
        cells.Max(cell => cell.column).ShouldBe(35);

        static int Number(JsonNode? element, string name) => element![name]!.GetValue<int>();
    }

    [RequiresFact(Need.CfnLint)]
    public async Task AnalysisAndDashboard_Both_ShowTheTemplateOverEveryDataSet()
    {
        var template = await templates.QuickSightAsync();
        var placeholders = template.Properties("SalesTemplate")["Definition"]!["DataSetConfigurations"]!.AsArray().Select(set => set!["Placeholder"]!.GetValue<string>());

        foreach (var id in new[] { "Analysis", "Dashboard" })
        {
            var source = template.Properties(id)["SourceEntity"]!["SourceTemplate"]!;
            source["Arn"]!.GetValue<string>().ShouldBe("SalesTemplate.Arn");
            foreach (var reference in source["DataSetReferences"]!.AsArray())
            {
                var dataSet = reference!["DataSetArn"]!.GetValue<string>().Replace(".Arn", "", StringComparison.Ordinal);
                template.Properties(dataSet)["Name"]!.GetValue<string>().ShouldBe(reference["DataSetPlaceholder"]!.GetValue<string>());
            }
            source["DataSetReferences"]!.AsArray().Select(reference => reference!["DataSetPlaceholder"]!.GetValue<string>()).ShouldBe(placeholders);
        }
    }

    [RequiresTheory(Need.CfnLint)]
    [InlineData("AWS::QuickSight::DataSource", 6)]
    [InlineData("AWS::QuickSight::DataSet", 18)]
    [InlineData("AWS::QuickSight::Analysis", 7)]
    [InlineData("AWS::QuickSight::Dashboard", 8)]
    public async Task Permissions_OfThePrincipal_AreAnOwnersCompleteSet(string type, int actions)
    {
        var known = await KnownActions.LoadAsync("quicksight");

        foreach (var (id, properties) in (await templates.QuickSightAsync()).OfType(type))
        {
            var permission = properties["Permissions"]!.AsArray().ShouldHaveSingleItem()!;
            permission["Principal"]!.GetValue<string>().ShouldEndWith(":user/default/admin");
            var granted = PolicyStatement.Texts(permission["Actions"]);
            granted.Distinct(StringComparer.Ordinal).Count().ShouldBe(actions, id);
            // Two that only sharing knows: no IAM policy can name them.
            granted.Except(["quicksight:QueryAnalysis", "quicksight:QueryDashboard"], StringComparer.Ordinal).ShouldAllBe(action => known.Exists(action), id);
        }
    }

    static IEnumerable<JsonNode> Find(JsonNode? node, string member) => node switch
    {
        JsonArray list => list.SelectMany(element => Find(element, member)),
        JsonObject map => map.ContainsKey(member) ? [map] : map.SelectMany(child => Find(child.Value, member)),
        _ => [],
    };

    // As Athena stores them: the views are made over an empty lake, and read back from the catalog.
    static async Task<IReadOnlyDictionary<string, IReadOnlyList<(string, string)>>> ViewColumnsAsync()
    {
        using var lake = new TemporaryDirectory();
        var catalog = new InMemoryGlueCatalog();
        await SampleLake.ApplyTablesAsync(catalog);
        using var engine = LocalAthenaEngine.Open(catalog, lake.FullPath, new() { LakeLocation = OrdersCatalog.PublishedLocation });
        await using var client = new LocalAthenaClient(engine);
        var runner = new AthenaQueryRunner(client, new() { Database = OrdersCatalog.Database, FirstPoll = TimeSpan.FromMilliseconds(2) });
        await SampleLake.ApplyViewsAsync(runner, catalog, SampleFolder.Views);
        Dictionary<string, IReadOnlyList<(string, string)>> columns = new(StringComparer.Ordinal);
        foreach (var view in SalesReport.ViewNames)
        {
            columns[view] = [.. (await catalog.GetTableAsync(OrdersCatalog.Database, view)).Definition.Storage.Columns.Select(column => (column.Name, QuickSightType(column.Type!)))];
        }
        return columns;
    }

    static string QuickSightType(string hive) => hive.Split('(')[0] switch
    {
        "string" or "varchar" => "STRING",
        "int" or "bigint" => "INTEGER",
        "decimal" or "double" => "DECIMAL",
        "date" or "timestamp" => "DATETIME",
        _ => throw new NotSupportedException($"QuickSight imports no {hive}."),
    };
}
