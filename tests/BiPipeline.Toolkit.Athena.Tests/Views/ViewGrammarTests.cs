namespace BiPipeline.Toolkit.Athena.Tests.Views;

public sealed class ViewGrammarTests
{
    [RequiresFact(Need.SqlGrammar)]
    [Trait("Category", "Slow")]
    public async Task GeneratedViews_PassTrinosGrammar()
    {
        var schema = OrdersSchema.Load();
        var nested = schema with { Columns = [.. schema.Columns, new("group", AttributePath.Of("g"), DataType.Parse("struct<order:map<string,array<binary>>,a:decimal(38,9)>")), new("_rank", AttributePath.Of("r"), DataType.Date)], Partitions = [] };
        DateTimeOffset?[] baselines = [null, new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero)];
        var views = baselines.SelectMany(baseline => ViewDefinition.Create(schema, baseline).Concat(ViewDefinition.Create(nested.Validated(), baseline))).ToArray();

        var errors = await SqlGrammar.ValidateAsync("trino", views.Select(view => view.ToSql()));

        views.Zip(errors, (view, wrong) => $"{view.Name}: {string.Join("; ", wrong)}").ShouldBe(views.Select(view => $"{view.Name}: "));
    }

    [RequiresFact(Need.SqlGrammar)]
    [Trait("Category", "Slow")]
    public async Task BrokenStatements_FailTrinosGrammar()
    {
        string[] broken =
        [
            "CREATE OR REPLACE VIEW v AS SELECT a, FROM t",
            "CREATE OR REPLACE VIEW v AS SELECT a FROM t WHERE",
            "CREATE OR REPLACE VIEW v SELECT a FROM t",
            "CREATE OR REPLACE VIEW v AS SELECT CAST(a varchar) FROM t",
            "CREATE OR REPLACE VIEW v AS SELECT row_number() OVER (PARTITION a) FROM t",
            "CREATE OR REPLACE VIEW v AS FROM t SELECT a",
            "CREATE OR REPLACE VIEW v AS SELECT a FROM t GROUP BY ALL QUALIFY 1",
            "CREATE OR REPLACE VIEW v AS SELECT a FROM (SELECT b FROM t",
        ];

        (await SqlGrammar.ValidateAsync("trino", broken)).Select(errors => errors.Length > 0).ShouldBe(broken.Select(_ => true));
    }
}
