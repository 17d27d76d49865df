using System.Text;

namespace BiPipeline.Toolkit.Athena.Tests.Views;

public sealed class ViewApplierTests : IAsyncLifetime
{
    static readonly ViewDefinition Revenue = View("revenue", "SELECT status AS x, amount FROM orders_current");
    static readonly ViewDefinition Top = View("top", "SELECT x FROM revenue");
    static readonly ViewDefinition Other = View("other", "SELECT customer_id AS x FROM orders_events");

    static readonly DateTimeOffset T = new(2026, 11, 13, 0, 0, 0, TimeSpan.Zero);

    readonly TableSchema _schema = OrdersSchema.Load();
    InMemoryGlueCatalog _catalog = null!;
    FakeAthena _athena = null!;

    public async Task InitializeAsync()
    {
        _catalog = await OrdersSchema.DeployedAsync();
        _athena = new FakeAthena(_catalog);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Apply_CleanCatalog_CreatesAllInOrder()
    {
        var plan = await PlanAsync(Top, Revenue, Other);
        var outcome = await ApplyAsync(plan);

        plan.ToString().ShouldBe("""
            + orders_events: create (from schema 'orders')
            + orders_current: create (from schema 'orders')
            + orders_history: create (from schema 'orders')
            + order_items_current: create (from schema 'orders')
            + revenue: create (from revenue.sql)
            + top: create (from top.sql)
            + other: create (from other.sql)
            """);
        outcome.Created.ShouldBe(["orders_events", "orders_current", "orders_history", "order_items_current", "revenue", "top", "other"]);
        outcome.ToString().ShouldBe("7 created, 0 replaced, 0 dropped, 0 unchanged");
        _athena.Statements.Take(2).Select(sql => sql.Split('\n')[0]).ShouldBe(["CREATE OR REPLACE VIEW \"orders_events\" AS", "SELECT * FROM \"orders_events\" LIMIT 0"]);
    }

    [Fact]
    public async Task Apply_Again_WritesNothing()
    {
        await ApplyAsync(await PlanAsync(Revenue, Top));
        var (writes, statements) = (_catalog.WriteCalls, _athena.Statements.Count);

        var plan = await PlanAsync(Revenue, Top);
        var outcome = await ApplyAsync(plan);

        plan.IsEmpty.ShouldBeTrue();
        plan.ToString().ShouldBe("nothing to do");
        outcome.HasChanges.ShouldBeFalse();
        (_catalog.WriteCalls, _athena.Statements.Count).ShouldBe((writes, statements));
    }

    // "create", and the runner refused it after the tables and two views were written.
    [Fact]
    public async Task Plan_ViewThatAthenaRefusesForItsLength_IsRefusedBeforeAnythingIsWritten()
    {
        const int limit = 262_144;
        var shortest = Encoding.UTF8.GetByteCount(View("big", "SELECT '' AS x FROM orders_current").ToSql());
        var fits = View("big", $"SELECT '{new string('x', limit - shortest)}' AS x FROM orders_current");
        var tooLong = View("big", $"SELECT '{new string('x', limit - shortest - 1)}é' AS x FROM orders_current");

        (await PlanAsync(Revenue, fits)).Steps.Count(step => step.Action == ViewAction.Create).ShouldBe(6);
        var writes = _catalog.WriteCalls;
        (await Should.ThrowAsync<ViewException>(() => PlanAsync(Revenue, tooLong))).Problems.ShouldBe(["View 'big' of big.sql has 262,145 bytes; Athena takes 262,144."]);
        _catalog.WriteCalls.ShouldBe(writes);
        _athena.Statements.ShouldBeEmpty();
    }

    // 951 columns with names of 118 characters: t_events had 374,564 bytes.
    [Fact]
    public void Create_GeneratedViewThatAthenaRefusesForItsLength_IsRefused()
    {
        var schema = TableSchema.Parse("""{"table":"t","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"}]}""");
        schema = schema with { Columns = [.. schema.Columns, .. Enumerable.Range(0, 951).Select(i => new SchemaColumn($"{new string('x', 114)}{i:0000}", AttributePath.Of($"c{i}"), DataType.String))] };

        var problems = Should.Throw<SchemaException>(() => ViewDefinition.Create(schema)).Problems;

        problems.ShouldContain(problem => problem.StartsWith("View 't_events' of schema 't' has ", StringComparison.Ordinal) && problem.Contains("Athena takes 262,144.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_OneBaseChanged_ReplacesItAndItsDependants()
    {
        await ApplyAsync(await PlanAsync(Revenue, Top, Other));

        var plan = await PlanAsync(View("revenue", "SELECT status AS x, amount * 2 AS amount FROM orders_current"), Top, Other);

        plan.ToString().ShouldBe("~ revenue: replace (its SQL changed)\n~ top: replace (revenue is replaced)");
    }

    [Fact]
    public async Task Plan_ViewChangedInTheCatalog_ReplacesIt()
    {
        await ApplyAsync(await PlanAsync(Revenue));
        var view = await _catalog.GetTableAsync("analytics", "revenue");
        await _catalog.UpdateTableAsync("analytics", view.Definition with { ViewOriginalText = "/* Presto View: e30= */" }, view.VersionId);

        (await PlanAsync(Revenue)).ToString().ShouldBe("~ revenue: replace (another writer changed it in the catalog)");
    }

    [Fact]
    public async Task Plan_ViewOfAnotherTool_ReplacesIt()
    {
        await _catalog.CreateTableAsync("analytics", new() { Name = "revenue", TableType = GlueTableInput.VirtualView });

        (await PlanAsync(Revenue)).Steps.Single(step => step.Name == "revenue").ToString().ShouldBe("~ revenue: replace (not created by the toolkit, or not finished)");
    }

    [Theory]
    [InlineData("amount", "bigint", "! direct: stale (orders.amount changed from decimal(12,2) to bigint)")]
    [InlineData("amount", null, "! direct: stale (orders.amount vanished)")]
    [InlineData("customer_id", null, "nothing to do")]
    public async Task Plan_BaseColumnRetypedOrRemoved_IsStaleIfTheViewReadsIt(string column, string? type, string expected)
    {
        var direct = View("direct", "SELECT status AS x, sum(amount) AS a FROM orders GROUP BY status");
        await ApplyAsync(await ViewPlan.CreateAsync(_catalog, "analytics", [direct]));
        await ChangeOrdersAsync(columns => [.. columns.Where(one => one.Name != column || type is not null).Select(one => one.Name == column ? one with { Type = type } : one)]);

        (await ViewPlan.CreateAsync(_catalog, "analytics", [direct])).ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task Plan_BaseColumnsMovedOrAdded_AreStaleOnlyWhereReadInAnotherOrder()
    {
        var direct = View("direct", "SELECT status AS x, amount FROM orders");
        var all = View("every", "SELECT * FROM orders");
        await ApplyAsync(await ViewPlan.CreateAsync(_catalog, "analytics", [direct, all]));

        await ChangeOrdersAsync(columns => [.. columns, new("new_one", "string")]);
        (await ViewPlan.CreateAsync(_catalog, "analytics", [direct, all])).ToString().ShouldBe("nothing to do");

        await ChangeOrdersAsync(columns => [columns[3], .. columns.Where((_, index) => index != 3)]);
        (await ViewPlan.CreateAsync(_catalog, "analytics", [direct, all])).ToString()
            .ShouldBe("! direct: stale (orders.status moved)\n! every: stale (orders.order_id moved)");
    }

    [Fact]
    public async Task Plan_MissingBase_NamesIt() =>
        (await Should.ThrowAsync<ViewException>(() => PlanAsync(View("v", "SELECT x FROM nowhere JOIN orders ON true JOIN elsewhere.t ON true")))).Problems.ShouldBe(
            ["View 'v' of v.sql reads 'nowhere'; expected a view of the plan, or a table or view in database 'analytics'. Create it first (bipipeline glue apply for a schema's tables)."]);

    [Fact]
    public async Task Plan_MissingDatabase_NamesTheFix() =>
        (await Should.ThrowAsync<ViewException>(() => ViewPlan.CreateAsync(new InMemoryGlueCatalog(), "analytics", [Revenue]))).Message
            .ShouldBe("Database 'analytics' does not exist. Create it and the tables first (bipipeline glue apply).");

    [Fact]
    public async Task Plan_NameOfATable_Throws() =>
        (await Should.ThrowAsync<ViewException>(() => PlanAsync(View("orders", "SELECT 1 AS x")))).Message.ShouldContain("View 'orders' of orders.sql has the name of a table in database 'analytics'");

    [Fact]
    public async Task Apply_OneViewFails_ReportsAppliedViewsAndFinishesNextTime()
    {
        _athena.FailureOf = sql => sql.StartsWith("CREATE OR REPLACE VIEW \"revenue\"", StringComparison.Ordinal) ? "line 1:8: Column 'status' cannot be resolved" : null;

        var exception = await Should.ThrowAsync<ViewException>(async () => await ApplyAsync(await PlanAsync(Revenue, Top)));

        exception.View.ShouldBe("revenue");
        exception.Applied.ShouldBe(["orders_events", "orders_current", "orders_history", "order_items_current"]);
        exception.NotApplied.ShouldBe(["revenue", "top"]);
        exception.Message.ShouldBe($"View 'revenue' of {Revenue.Source}: Query q failed: line 1:8: Column 'status' cannot be resolved. Applied: orders_events, orders_current, orders_history, order_items_current. Not applied: revenue, top. Fix the view and apply again.");

        _athena.FailureOf = _ => null;
        (await ApplyAsync(await PlanAsync(Revenue, Top))).Created.ShouldBe(["revenue", "top"]);
        (await PlanAsync(Revenue, Top)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Apply_CheckAfterCreatingFails_ReplacesTheViewNextTime()
    {
        _athena.FailureOf = sql => sql == "SELECT * FROM \"revenue\" LIMIT 0" ? "HIVE_METASTORE_ERROR" : null;
        await Should.ThrowAsync<ViewException>(async () => await ApplyAsync(await PlanAsync(Revenue)));

        _athena.FailureOf = _ => null;
        (await PlanAsync(Revenue)).ToString().ShouldBe("~ revenue: replace (not created by the toolkit, or not finished)");
    }

    [Fact]
    public async Task Apply_BusinessViewLosesOrRetypesAColumn_ThrowsUnlessAllowed()
    {
        _athena.ColumnsOf = _ => [new("x", "varchar"), new("amount", "decimal", 12, 2), new("n", "integer")];
        await ApplyAsync(await PlanAsync(Revenue));
        _athena.ColumnsOf = _ => [new("amount", "decimal", 14, 2), new("n", "integer"), new("more", "double")];
        var changed = View("revenue", "SELECT amount, 1 AS n, 2E0 AS more FROM orders_current");

        var exception = await Should.ThrowAsync<ViewException>(async () => await ApplyAsync(await PlanAsync(changed)));
        exception.Message.ShouldStartWith($"View 'revenue' of {Revenue.Source}: it loses column 'x', changes column 'amount' from decimal(12,2) to decimal(14,2); expected its columns to stay. Allow breaking changes to apply it.");
        _athena.Writes.Count(sql => sql == "CREATE OR REPLACE VIEW \"revenue\" AS").ShouldBe(1);

        (await ApplyAsync(await PlanAsync(changed), new() { AllowBreaking = true })).Replaced.ShouldBe(["revenue"]);
    }

    [Fact]
    public async Task Apply_Orphans_AreDroppedOnlyWithPrune()
    {
        await ApplyAsync(await PlanAsync(Revenue, Top));

        var plan = await PlanAsync(Revenue);
        plan.ToString().ShouldBe("? top: orphan (no file or schema contains it)\nnothing to do");
        (await ApplyAsync(plan)).HasChanges.ShouldBeFalse();
        (await ApplyAsync(plan, new() { Prune = true })).Dropped.ShouldBe(["top"]);
        (await PlanAsync(Revenue)).ToString().ShouldBe("nothing to do");
    }

    [Fact]
    public async Task Apply_GeneratedViews_FollowTheSchemaWithoutAsking()
    {
        _athena.ColumnsOf = _ => [new("x", "varchar")];
        await ApplyAsync(await PlanAsync());
        _athena.ColumnsOf = _ => [new("y", "varchar")];
        var wider = _schema with { Columns = [.. _schema.Columns, new("note", AttributePath.Of("note"), DataType.String)] };

        (await ApplyAsync(await ViewPlan.CreateAsync(_catalog, "analytics", ViewDefinition.Create(wider)))).Replaced.ShouldBe(["orders_events", "orders_current", "orders_history", "order_items_current"]);
    }

    [Fact]
    public async Task Plan_NewerBaseline_ReplacesOnlyTheViewsThatHaveIt()
    {
        _athena.ColumnsOf = GeneratedColumns;
        await ApplyAsync(await PlanAtAsync(null, null, Revenue, Top));
        Parameter("orders_current").ShouldBeNull();

        var first = await PlanAtAsync(T, null, Revenue, Top);
        await ApplyAsync(first);
        var second = await PlanAtAsync(T.AddDays(7).AddMilliseconds(5), null, Revenue, Top);
        await ApplyAsync(second);

        first.ToString().ShouldBe("""
            ~ orders_current: replace (baseline none -> 2026-11-13T00:00:00Z)
            ~ orders_history: replace (baseline none -> 2026-11-13T00:00:00Z)
            ~ order_items_current: replace (baseline none -> 2026-11-13T00:00:00Z)
            """);
        second.Steps.Single(step => step.Name == "orders_current").Reason.ShouldBe("baseline 2026-11-13T00:00:00Z -> 2026-11-20T00:00:00.005Z");
        second.Steps.Where(step => step.Action == ViewAction.Unchanged).Select(step => step.Name).ShouldBe(["orders_events", "revenue", "top"]);
        (Parameter("orders_current"), Parameter("orders_events"), Parameter("revenue")).ShouldBe(("2026-11-20T00:00:00.005Z", null, null));
        (await PlanAtAsync(T.AddDays(7).AddMilliseconds(5), null, Revenue, Top)).ToString().ShouldBe("nothing to do");
    }

    [Fact]
    public async Task Plan_BaseGetsAColumn_ReplacesItsDependants()
    {
        _athena.ColumnsOf = GeneratedColumns;
        await ApplyAsync(await PlanAtAsync(T, null, Revenue, Top));
        var wider = _schema with { Columns = [.. _schema.Columns, new("note", AttributePath.Of("note"), DataType.String)] };

        (await ViewPlan.CreateAsync(_catalog, "analytics", [.. ViewDefinition.Create(wider, T), Revenue, Top])).ToString().ShouldEndWith(
            "~ revenue: replace (orders_current is replaced)\n~ top: replace (revenue is replaced)");
    }

    [Theory]
    [InlineData(-7, "2026-11-06T00:00:00Z")]
    [InlineData(null, "none")]
    public async Task Plan_OlderBaseline_ThrowsUnlessAllowed(int? days, string baseline)
    {
        DateTimeOffset? older = days is { } number ? T.AddDays(number) : null;
        await ApplyAsync(await PlanAtAsync(T, null));
        var (writes, statements) = (_catalog.WriteCalls, _athena.Statements.Count);

        (await Should.ThrowAsync<ViewException>(() => PlanAtAsync(older, null))).Problems.ShouldBe(
            new[] { "orders_current", "orders_history", "order_items_current" }.Select(view =>
                $"View '{view}' has baseline 2026-11-13T00:00:00Z in the catalog and {baseline} in the plan; expected no older one. Check the markers of the lake, or pass --baseline {baseline} to lower it."));
        (_catalog.WriteCalls, _athena.Statements.Count).ShouldBe((writes, statements));

        var allowed = new ViewApplyOptions { AllowOlderBaseline = true };
        var plan = await PlanAtAsync(older, allowed);
        plan.Steps.Single(step => step.Name == "orders_current").Reason.ShouldBe($"baseline 2026-11-13T00:00:00Z -> {baseline}");
        (await ApplyAsync(plan, allowed)).Replaced.ShouldBe(["orders_current", "orders_history", "order_items_current"]);
        Parameter("orders_current").ShouldBe(days is null ? null : baseline);
    }

    [Fact]
    public async Task Apply_AnotherWriterRaisedTheBaseline_ThrowsAndKeepsIt()
    {
        await ApplyAsync(await PlanAtAsync(null, null));
        var slow = await PlanAtAsync(T, null);
        await ApplyAsync(await PlanAtAsync(T.AddDays(7), null));

        (await Should.ThrowAsync<ViewException>(() => ApplyAsync(slow))).Message.ShouldContain("View 'orders_current' has baseline 2026-11-20T00:00:00Z in the catalog and 2026-11-13T00:00:00Z in the plan");
        Parameter("orders_current").ShouldBe("2026-11-20T00:00:00Z");
    }

    // The engine's columns of the generated views are those of the schema; other views have one.
    IReadOnlyList<AthenaColumn> GeneratedColumns(string sql)
    {
        var view = ViewDefinition.Create(_schema, T).FirstOrDefault(one => sql.StartsWith(one.Query[..60], StringComparison.Ordinal) && sql.Contains("\"valid_to\"", StringComparison.Ordinal) == one.Name.EndsWith("_history", StringComparison.Ordinal));
        return view?.Columns is null ? [new("x", "bigint")] : [.. view.Columns.Select(column => new AthenaColumn(column.Name, column.Type!))];
    }

    string? Parameter(string view) => _catalog.GetTableAsync("analytics", view).GetAwaiter().GetResult().Definition.Parameters.GetValueOrDefault("bipipeline.baseline");

    Task<ViewPlan> PlanAtAsync(DateTimeOffset? baseline, ViewApplyOptions? options, params ViewDefinition[] views) =>
        ViewPlan.CreateAsync(_catalog, "analytics", [.. ViewDefinition.Create(_schema, baseline), .. views], options);

    static ViewDefinition View(string name, string query) => new(name, query, $"{name}.sql");

    Task<ViewPlan> PlanAsync(params ViewDefinition[] views) => ViewPlan.CreateAsync(_catalog, "analytics", [.. ViewDefinition.Create(_schema), .. views]);

    Task<ViewOutcome> ApplyAsync(ViewPlan plan, ViewApplyOptions? options = null) =>
        plan.ApplyAsync(new AthenaQueryRunner(_athena, new() { FirstPoll = TimeSpan.FromTicks(1) }), _catalog, options);

    async Task ChangeOrdersAsync(Func<IReadOnlyList<GlueColumn>, IReadOnlyList<GlueColumn>> change)
    {
        var table = await _catalog.GetTableAsync("analytics", "orders");
        await _catalog.UpdateTableAsync("analytics", table.Definition with { Storage = table.Definition.Storage with { Columns = change(table.Definition.Storage.Columns) } }, table.VersionId);
    }
}
