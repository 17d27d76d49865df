using System.Globalization;

namespace BiPipeline.Toolkit.Athena.Tests.Latest;

public sealed class LatestRefreshTests
{
    static readonly LatestTarget Target = new("analytics", "s3://example-lake/lake");

    readonly InstantTime _time = new();
    readonly MemoryLake _lake = new();

    [Fact]
    public async Task Refresh_AfterCreation_FillsComparesAndThenMergesOnlyWhatIsNew()
    {
        var (catalog, athena, runner) = await DeployedAsync();
        _lake.Add("processed/orders/dt=2026-11-27/1-1-1-a.parquet");
        _lake.Add("processed/orders/dt=2026-11-28/2-2-1-a.parquet");
        _lake.Add("processed/orders/other/2-2-1-a.parquet");
        var before = (await PlanAsync(catalog)).Waits(null);

        var first = await (await OpenAsync(catalog, runner)).RefreshAsync();
        var after = (await PlanAsync(catalog)).Waits(null);
        athena.Requests.Clear();
        var nothing = await (await OpenAsync(catalog, runner)).RefreshAsync();
        var none = athena.Requests.Count;
        _lake.Add("processed/orders/dt=2026-11-27/3-3-1-a.parquet");
        var second = await (await OpenAsync(catalog, runner)).RefreshAsync();

        (before, after).ShouldBe(("no refresh has filled it", null));
        (first.IsFilled, first.Partitions, first.Statements, first.Rows, first.Deleted).ShouldBe((true, 2, 1, 3, 1));
        (nothing.Statements, none).ShouldBe((0, 0));
        nothing.ToString().ShouldBe("orders_latest: nothing to do");
        (second.Partitions, second.Statements).ShouldBe((1, 1));
        athena.Kinds.ShouldBe(["MERGE", "SELECT"]);
        athena.Statements.First().ShouldContain("WHERE \"dt\" IN ('2026-11-27')\n");
    }

    [Fact]
    public async Task Refresh_CommitLostAndThrottled_RunsAgainFromTheStart()
    {
        var (catalog, athena, runner) = await FilledAsync();
        _lake.Add("processed/orders/dt=2026-11-29/9-9-1-a.parquet");
        athena.Failures["MERGE"] = new(["ICEBERG_COMMIT_ERROR: Failed to commit Iceberg update to table: orders_latest", "ICEBERG_COMMIT_ERROR: x"]);

        var outcome = await (await OpenAsync(catalog, runner)).RefreshAsync();

        outcome.Retries.ShouldBe(2);
        athena.Kinds.ShouldBe(["MERGE", "MERGE", "MERGE", "SELECT"]);
        athena.Requests.Take(3).Select(request => request.ClientRequestToken).Distinct().Count().ShouldBe(3);
        athena.Requests.Take(3).Select(request => request.QueryString).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_OtherFailure_EndsAndReleasesTheTable()
    {
        var (catalog, athena, runner) = await FilledAsync();
        _lake.Add("processed/orders/dt=2026-11-29/9-9-1-a.parquet");
        athena.Failures["MERGE"] = new(["HIVE_BAD_DATA: x"]);

        await Should.ThrowAsync<AthenaQueryException>((await OpenAsync(catalog, runner)).RefreshAsync());
        var outcome = await (await OpenAsync(catalog, runner)).RefreshAsync();

        athena.Kinds.ShouldBe(["MERGE", "MERGE", "SELECT"]);
        outcome.Partitions.ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_InterruptedFill_ContinuesAfterTheLastStatement()
    {
        var (catalog, athena, runner) = await DeployedAsync();
        for (var day = 10; day < 14; day++) { _lake.Add($"processed/orders/dt=2026-11-{day.ToString(CultureInfo.InvariantCulture)}/1-1-1-a.parquet", 1 << 20); }
        var options = Options() with { StatementBytes = 1 << 20 };
        var left = 2;
        athena.OnStatement = _ => { if (left-- == 0) { throw new AthenaException("AccessDeniedException", "stopped"); } };

        await Should.ThrowAsync<AthenaException>((await OpenAsync(catalog, runner, options)).RefreshAsync());
        athena.OnStatement = _ => { };
        athena.Requests.Clear();
        var outcome = await (await OpenAsync(catalog, runner, options)).RefreshAsync();

        athena.Kinds.ShouldBe(["MERGE", "MERGE", "SELECT", "SELECT"]);
        athena.Statements.First().ShouldContain("\"dt\" IN ('2026-11-12')");
        outcome.IsFilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Refresh_LargePartition_IsMergedInRunsOfItsObjects()
    {
        var (catalog, athena, runner) = await DeployedAsync();
        for (var number = 1; number <= 5; number++) { _lake.Add($"processed/orders/dt=2026-11-10/{number.ToString(CultureInfo.InvariantCulture)}-1-1-a.parquet", 400_000); }

        await (await OpenAsync(catalog, runner, Options() with { StatementBytes = 1 << 20 })).RefreshAsync();

        athena.Statements.Where(sql => sql.StartsWith("MERGE", StringComparison.Ordinal)).Select(sql => sql.Split('\n').First(line => line.Contains("$path", StringComparison.Ordinal)).Trim()).ShouldBe(
        [
            "AND \"$path\" BETWEEN 's3://example-lake/lake/processed/orders/dt=2026-11-10/1-1-1-a.parquet' AND 's3://example-lake/lake/processed/orders/dt=2026-11-10/2-1-1-a.parquet'",
            "AND \"$path\" BETWEEN 's3://example-lake/lake/processed/orders/dt=2026-11-10/3-1-1-a.parquet' AND 's3://example-lake/lake/processed/orders/dt=2026-11-10/4-1-1-a.parquet'",
            "AND \"$path\" BETWEEN 's3://example-lake/lake/processed/orders/dt=2026-11-10/5-1-1-a.parquet' AND 's3://example-lake/lake/processed/orders/dt=2026-11-10/5-1-1-a.parquet'",
        ]);
    }

    [Fact]
    public async Task Refresh_DifferentFromTheLake_MergesWhatArrivedAndRefusesInTheEnd()
    {
        var (catalog, athena, runner) = await DeployedAsync();
        _lake.Add("processed/orders/dt=2026-11-27/1-1-1-a.parquet");
        athena.OnStatement = sql =>
        {
            if (sql.Contains("\"different\"", StringComparison.Ordinal)) { _lake.Add("processed/orders/dt=2026-11-26/0-0-1-a.parquet"); }
        };
        athena.Different.Enqueue(2);
        var late = await (await OpenAsync(catalog, runner)).RefreshAsync();
        var (other, lasting, second) = await DeployedAsync();
        foreach (var _ in Enumerable.Range(0, 3)) { lasting.Different.Enqueue(1); }
        _lake.Add("processed/orders/dt=2026-11-27/2-2-1-a.parquet");

        var refused = await Should.ThrowAsync<LatestException>((await OpenAsync(other, second)).RefreshAsync());

        (late.Partitions, late.Statements).ShouldBe((2, 2));
        refused.Message.ShouldStartWith("Table 'orders_latest' differs from the lake in 1 keys after 3 comparisons; expected none. The view still reads the lake.");
        (await PlanAsync(other)).Waits(null).ShouldBe("no refresh has filled it");
    }

    [Fact]
    public async Task Refresh_TwoRowsOfAKey_AreRefused()
    {
        var (catalog, athena, runner) = await FilledAsync();
        _lake.Add("processed/orders/dt=2026-11-29/9-9-1-a.parquet");
        athena.Repeated = 2;

        (await Should.ThrowAsync<LatestException>((await OpenAsync(catalog, runner)).RefreshAsync())).Message.ShouldStartWith("Table 'orders_latest' has more than one row for 2 keys; expected one.");
    }

    [Fact]
    public async Task Refresh_MuchWithoutABaseline_IsRefusedBeforeAnyQuery()
    {
        var (catalog, athena, runner) = await DeployedAsync();
        _lake.Add("processed/orders/dt=2026-11-27/1-1-1-a.parquet", 2000);

        var refused = await Should.ThrowAsync<LatestException>((await OpenAsync(catalog, runner, Options() with { FillBytes = 1999 })).RefreshAsync());

        refused.Message.ShouldStartWith("Table 'orders_latest' would be filled from 2,000 bytes without a baseline; expected at most 1,999.");
        athena.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refresh_BesideAnother_IsRefusedUntilItsTimeIsOver()
    {
        var (catalog, _, runner) = await FilledAsync();
        _lake.Add("processed/orders/dt=2026-11-29/9-9-1-a.parquet");
        // The other one ended without a release.
        await LatestLease.TakeAsync(_lake, "orders_latest", "refresh", Options() with { NewId = () => "other" }, CancellationToken.None);

        var held = await Should.ThrowAsync<LatestException>((await OpenAsync(catalog, runner)).RefreshAsync());
        await Task.Delay(TimeSpan.FromMinutes(61), _time);
        var outcome = await (await OpenAsync(catalog, runner)).RefreshAsync();

        held.Message.ShouldMatch("^Table 'orders_latest' is held by refresh other since 2026-01-01 [0-9:]{8} until 2026-01-01 [0-9:]{8} UTC\\. Run again when it has ended; after that time this command takes over\\.$");
        outcome.Partitions.ShouldBe(1);
    }

    [Fact]
    public async Task Lease_OfTwoThatTakeItAtOnce_IsGivenToOne()
    {
        var isFirst = true;
        _lake.BeforePut = key =>
        {
            if (!isFirst) { return; }
            isFirst = false;
            LatestLease.TakeAsync(_lake, "t", "refresh", Options() with { NewId = () => "faster" }, CancellationToken.None).GetAwaiter().GetResult();
        };

        var refused = await Should.ThrowAsync<LatestException>(LatestLease.TakeAsync(_lake, "t", "refresh", Options(), CancellationToken.None));

        refused.Message.ShouldContain("held by refresh faster");
    }

    [Fact]
    public async Task Lease_TakenOver_IsNotRenewed()
    {
        var lease = await LatestLease.TakeAsync(_lake, "t", "refresh", Options(), CancellationToken.None);
        await Task.Delay(TimeSpan.FromMinutes(61), _time);
        var other = await LatestLease.TakeAsync(_lake, "t", "optimize", Options(), CancellationToken.None);

        (await Should.ThrowAsync<LatestException>(lease.RenewAsync(CancellationToken.None))).Message.ShouldStartWith("Another command took over table 't'");
        await lease.ReleaseAsync();
        (await LatestLease.FindHolderAsync(_lake, "t", _time.GetUtcNow(), CancellationToken.None))!.Work.ShouldBe("optimize");
        await other.ReleaseAsync();
        (await LatestLease.FindHolderAsync(_lake, "t", _time.GetUtcNow(), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Optimize_WhileMoreRunsAreNeeded_Repeats()
    {
        var (catalog, athena, runner) = await FilledAsync();
        athena.Failures["OPTIMIZE"] = new(["ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED: x", "ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED: x"]);
        athena.Failures["VACUUM"] = new(["ICEBERG_VACUUM_MORE_RUNS_NEEDED: x"]);

        (await (await OpenAsync(catalog, runner)).OptimizeAsync()).ShouldBe((3, 2));

        athena.Kinds.ShouldBe(["OPTIMIZE", "OPTIMIZE", "OPTIMIZE", "VACUUM", "VACUUM"]);
    }

    [Fact]
    public async Task Refresh_ABaselineOfTheView_DeletesWhatItHidesAndReadsNoEarlierPartition()
    {
        var (catalog, athena, runner) = await FilledAsync();
        await SetBaselineAsync(catalog, new(2026, 11, 28, 0, 30, 0, TimeSpan.Zero));
        _lake.Add("processed/orders/dt=2026-11-26/9-9-1-a.parquet");
        _lake.Add("processed/orders/dt=2026-11-27/9-9-1-b.parquet");

        var outcome = await (await OpenAsync(catalog, runner)).RefreshAsync();
        var again = await (await OpenAsync(catalog, runner)).RefreshAsync();

        athena.Statements.ElementAt(1).ShouldBe(
            "DELETE FROM \"orders_latest\"\nWHERE \"_event_time\" < TIMESTAMP '2026-11-27 23:30:00.000' OR \"_event_time\" IS NULL OR (\"_sequence\" IS NULL AND \"_event_time\" < TIMESTAMP '2026-11-28 00:30:00.000')");
        athena.Statements.ElementAt(2).ShouldContain("WHERE \"dt\" IN ('2026-11-27')\n");
        athena.Kinds.ShouldBe(["SELECT", "DELETE", "MERGE", "SELECT"]);
        (outcome.Partitions, again.Statements).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Refresh_RowsThatMayHaveReplacedOthersBeforeABaseline_MergesTheLakeAgain()
    {
        var (catalog, athena, runner) = await DeployedAsync();
        athena.Hiding = 1;
        _lake.Add("processed/orders/dt=2026-11-27/1-1-1-a.parquet");
        _lake.Add("processed/orders/dt=2026-11-28/1-1-1-a.parquet");
        await (await OpenAsync(catalog, runner)).RefreshAsync();
        await SetBaselineAsync(catalog, new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
        athena.Requests.Clear();

        await (await OpenAsync(catalog, runner)).RefreshAsync();

        athena.Kinds.ShouldBe(["SELECT", "DELETE", "MERGE", "SELECT"]);
        athena.Statements.ElementAt(2).ShouldContain("\"dt\" IN ('2026-11-28')");
    }

    [Fact]
    public async Task ForViews_NewerBaselineThanMerged_KeepsTheMergedOne()
    {
        var (catalog, _, runner) = await FilledAsync();
        var older = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        _lake.Add("baselines/orders/20261120T000000000Z-" + new string('0', 32) + ".json");
        await (await OpenAsync(catalog, runner)).RefreshAsync();

        var plan = await PlanAsync(catalog);

        plan.ForViews(older).ShouldBe((plan.Table, older));
        plan.ForViews(older.AddDays(1)).ShouldBe((plan.Table, older));
        plan.ForViews(null).ShouldBe((plan.Table, (DateTimeOffset?)null));
        await SetBaselineAsync(catalog, older.AddDays(1));
        (await PlanAsync(catalog)).Waits(older.AddDays(1)).ShouldBe("no refresh has merged the newest baseline");
    }

    [Fact]
    public async Task Refresh_OfATableBucket_RunsInItsCatalogAndNamespace()
    {
        var catalog = await OrdersSchema.DeployedAsync(LatestTableTests.Schema());
        var bucket = new InMemoryGlueCatalog();
        await bucket.CreateDatabaseAsync(new("sales"));
        var athena = new IcebergAthena(bucket);
        var runner = Runner(athena);
        var target = Target with { Catalog = "s3tablescatalog/orders-bucket", Namespace = "sales" };
        _lake.Add("processed/orders/dt=2026-11-27/1-1-1-a.parquet");
        await (await LatestTablePlan.CreateAsync(catalog, _lake, LatestTableTests.Schema(), target, bucket)).ApplyAsync(runner, Options());
        var refresh = new LatestRefresh(runner, await LatestTablePlan.CreateAsync(catalog, _lake, LatestTableTests.Schema(), target, bucket), Options());

        await refresh.RefreshAsync();
        var upkeep = await refresh.OptimizeAsync();

        athena.Requests.Select(request => (request.Catalog, request.Database)).Distinct().ShouldBe([("s3tablescatalog/orders-bucket", "sales")]);
        athena.Kinds.ShouldBe(["CREATE", "MERGE", "SELECT", "SELECT"]);
        athena.Statements.First().ShouldNotContain("LOCATION");
        athena.Statements.ElementAt(1).ShouldContain("MERGE INTO \"orders_latest\" AS \"target\"");
        athena.Statements.ElementAt(1).ShouldContain("FROM \"awsdatacatalog\".\"analytics\".\"orders\"");
        upkeep.ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(1, 1_440, 1.6e12)]
    [InlineData(15, 96, 7e9)]
    public void Metadata_OfASchedule_GrowsWithTheSquareOfItsCommits(int minutes, double commits, double sixWeeks)
    {
        var estimate = LatestMetadata.Estimate(TimeSpan.FromMinutes(minutes));

        estimate.Commits.ShouldBe(commits);
        // 1.54 TiB after six weeks of a commit a minute was measured.
        (estimate.After30Days * (42.0 * 42 / 900)).ShouldBe(sixWeeks, sixWeeks * 0.1);
        estimate.Maintained.ShouldBeLessThan(estimate.After30Days);
    }

    LatestRefreshOptions Options() => new() { TimeProvider = _time };

    AthenaQueryRunner Runner(IcebergAthena athena) => new(athena, new() { Database = "analytics", TimeProvider = _time });

    async Task<(InMemoryGlueCatalog Catalog, IcebergAthena Athena, AthenaQueryRunner Runner)> DeployedAsync()
    {
        var catalog = await OrdersSchema.DeployedAsync(LatestTableTests.Schema());
        var athena = new IcebergAthena(catalog);
        var runner = Runner(athena);
        await (await PlanAsync(catalog)).ApplyAsync(runner, Options());
        athena.Requests.Clear();
        return (catalog, athena, runner);
    }

    async Task<(InMemoryGlueCatalog Catalog, IcebergAthena Athena, AthenaQueryRunner Runner)> FilledAsync()
    {
        var (catalog, athena, runner) = await DeployedAsync();
        _lake.Add("processed/orders/dt=2026-11-27/1-1-1-a.parquet");
        await (await OpenAsync(catalog, runner)).RefreshAsync();
        athena.Requests.Clear();
        return (catalog, athena, runner);
    }

    Task<LatestTablePlan> PlanAsync(IGlueCatalog catalog) => LatestTablePlan.CreateAsync(catalog, _lake, LatestTableTests.Schema(), Target);

    async Task<LatestRefresh> OpenAsync(IGlueCatalog catalog, AthenaQueryRunner runner, LatestRefreshOptions? options = null) =>
        new(runner, await PlanAsync(catalog), options ?? Options());

    static async Task SetBaselineAsync(InMemoryGlueCatalog catalog, DateTimeOffset baseline)
    {
        var view = new GlueTableInput
        {
            Name = "orders_current",
            TableType = GlueTableInput.VirtualView,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["bipipeline.baseline"] = baseline.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) },
        };
        if (await catalog.FindTableAsync("analytics", "orders_current") is null) { await catalog.CreateTableAsync("analytics", view); }
        else { await catalog.UpdateTableAsync("analytics", view, null); }
    }
}
