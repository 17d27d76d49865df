using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

public sealed class LocalAthenaClientTests : IAsyncLifetime, IDisposable
{
    const string Runaway = "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z) WHERE x * y % 7 = z % 11";

    readonly LakeFixture _lake = new();
    LocalAthenaClient? _client;

    LocalAthenaClient Client => _client ??= new(_lake.Engine);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_client is not null) { await _client.DisposeAsync(); }
    }

    // After DisposeAsync, because the engine must be last.
    public void Dispose() => _lake.Dispose();

    static AthenaQueryRequest Request(string sql, string token = "token-0000-0000-0000-0000-0000-0000") => new() { QueryString = sql, ClientRequestToken = token, Database = LakeFixture.Database };

    async Task<AthenaQueryExecution> EndAsync(string id)
    {
        while (true)
        {
            var execution = await Client.GetQueryExecutionAsync(id);
            if (execution.IsFinished) { return execution; }
            await Task.Yield();
        }
    }

    [Fact]
    public async Task GetQueryResults_Select_BeginsWithAHeaderOnTheFirstPageOnly()
    {
        var id = await Client.StartQueryExecutionAsync(Request("SELECT x, CAST(NULL AS varchar) AS n, '' AS e FROM UNNEST(sequence(1, 5)) AS t (x) ORDER BY x"));
        (await EndAsync(id)).State.ShouldBe(AthenaQueryState.Succeeded);

        var first = await Client.GetQueryResultsAsync(id, null, 3);
        var second = await Client.GetQueryResultsAsync(id, first.NextToken, 3);

        first.Columns.ShouldBe([new AthenaColumn("x", "bigint", 19), new AthenaColumn("n", "varchar", int.MaxValue), new AthenaColumn("e", "varchar", 0)]);
        first.Rows.ShouldBe([["x", "n", "e"], ["1", null, ""], ["2", null, ""]]);
        second.Rows.ShouldBe([["3", null, ""], ["4", null, ""], ["5", null, ""]]);
        second.NextToken.ShouldBeNull();
    }

    [Fact]
    public async Task GetQueryResults_ShowAndDdl_HaveNoHeader()
    {
        var create = await Client.StartQueryExecutionAsync(Request("CREATE VIEW v AS SELECT 1 AS a"));
        var created = await EndAsync(create);
        var show = await Client.StartQueryExecutionAsync(Request("SHOW TABLES", new string('s', 32)));
        var shown = await EndAsync(show);

        (created.StatementType, created.SubstatementType).ShouldBe(("DDL", "CREATE_VIEW"));
        (await Client.GetQueryResultsAsync(create, null, 1000)).Rows.ShouldBeEmpty();
        (shown.StatementType, shown.SubstatementType).ShouldBe(("UTILITY", "SHOW_TABLES"));
        (await Client.GetQueryResultsAsync(show, null, 1000)).Rows.ShouldBe([["v"]]);
    }

    [Fact]
    public async Task Start_SameTokenAndRequest_IsTheSameQuery()
    {
        var first = await Client.StartQueryExecutionAsync(Request("SELECT 1"));

        (await Client.StartQueryExecutionAsync(Request("SELECT 1"))).ShouldBe(first);
        (await Client.StartQueryExecutionAsync(Request("SELECT 1", new string('b', 32)))).ShouldNotBe(first);
        var refused = await Should.ThrowAsync<AthenaException>(() => Client.StartQueryExecutionAsync(Request("SELECT 2")));
        (refused.ErrorCode, refused.Message).ShouldBe(("InvalidRequestException", "Idempotent parameters do not match"));
    }

    [Theory]
    [InlineData("SELEC 1", "line 1:1: mismatched input 'SELEC'")]
    [InlineData("", "QueryString is empty")]
    [InlineData("SELECT 1; SELECT 2", "Only one sql statement is allowed")]
    [InlineData("INSERT OVERWRITE t VALUES (1)", "LocalAthena does not have INSERT OVERWRITE")]
    public async Task Start_InvalidStatement_ThrowsAtOnce(string sql, string message)
    {
        var refused = await Should.ThrowAsync<AthenaException>(() => Client.StartQueryExecutionAsync(Request(sql)));

        refused.ErrorCode.ShouldBe("InvalidRequestException");
        refused.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Start_BadRequests_Throw()
    {
        (await Should.ThrowAsync<AthenaException>(() => Client.StartQueryExecutionAsync(Request("SELECT 1", "short")))).Message.ShouldContain("32 to 128 characters");
        (await Should.ThrowAsync<AthenaException>(() => Client.StartQueryExecutionAsync(Request("SELECT 1") with { WorkGroup = "other" }))).Message.ShouldBe("WorkGroup other is not found.");
        (await Should.ThrowAsync<AthenaException>(() => Client.StartQueryExecutionAsync(Request("SELECT '" + new string('ä', 140_000) + "'")))).Message.ShouldContain("expected at most 262144");
        (await Should.ThrowAsync<AthenaException>(() => Client.GetQueryExecutionAsync("nothing"))).Message.ShouldBe("QueryExecution nothing was not found");
    }

    [Fact]
    public async Task GetQueryExecution_Failed_HasAthenasReason()
    {
        var id = await Client.StartQueryExecutionAsync(Request("SELECT missing FROM (VALUES 1) AS t (a)"));

        var failed = await EndAsync(id);

        failed.State.ShouldBe(AthenaQueryState.Failed);
        failed.StateChangeReason.ShouldBe("COLUMN_NOT_FOUND: line 1:8: Column 'missing' cannot be resolved or requester is not authorized to access requested resources");
        (failed.ErrorCategory, failed.ErrorType, failed.IsRetryable, failed.ErrorMessage).ShouldBe((2, 1000, false, failed.StateChangeReason));
        (await Should.ThrowAsync<AthenaException>(() => Client.GetQueryResultsAsync(id, null, 10))).Message.ShouldBe("Query did not finish successfully. Final query state: FAILED");
    }

    [Fact]
    public async Task Stop_RunningQuery_IsCancelledAndStaysSo()
    {
        var id = await Client.StartQueryExecutionAsync(Request(Runaway));
        (await Should.ThrowAsync<AthenaException>(() => Client.GetQueryResultsAsync(id, null, 10))).Message.ShouldStartWith("Query has not yet finished. Current state: ");

        await Client.StopQueryExecutionAsync(id);

        var stopped = await EndAsync(id);
        (stopped.State, stopped.StateChangeReason).ShouldBe((AthenaQueryState.Cancelled, "Query cancelled by user"));
        await Client.StopQueryExecutionAsync(id);
        (await EndAsync(id)).State.ShouldBe(AthenaQueryState.Cancelled);
    }

    [Fact]
    public async Task Start_MoreThanAllowed_IsThrottled()
    {
        using var engine = _lake.Open(options => options with { ActiveQueries = 2, ConcurrentQueries = 1 });
        await using var client = new LocalAthenaClient(engine);
        await client.StartQueryExecutionAsync(Request(Runaway, new string('1', 32)));
        var second = await client.StartQueryExecutionAsync(Request(Runaway, new string('2', 32)));

        var refused = await Should.ThrowAsync<AthenaException>(() => client.StartQueryExecutionAsync(Request("SELECT 1", new string('3', 32))));

        (refused.ErrorCode, refused.IsTransient).ShouldBe(("TooManyRequestsException", true));
        (await client.GetQueryExecutionAsync(second)).State.ShouldBe(AthenaQueryState.Queued);
    }

    [Fact]
    public async Task Start_OldQueries_AreRemoved()
    {
        using var engine = _lake.Open(options => options with { KeptQueries = 1 });
        await using var client = new LocalAthenaClient(engine);
        var runner = new AthenaQueryRunner(client, new AthenaRunnerOptions { Database = LakeFixture.Database, FirstPoll = TimeSpan.FromMilliseconds(1) });
        var first = await runner.RunAsync("SELECT 1");
        await runner.RunAsync("SELECT 2");
        await runner.RunAsync("SELECT 3");

        await Should.ThrowAsync<AthenaException>(() => client.GetQueryExecutionAsync(first.Execution.QueryExecutionId));
    }

    [Fact]
    public async Task Runner_OverTheClient_ReadsTypedRows()
    {
        var runner = new AthenaQueryRunner(Client, new AthenaRunnerOptions { Database = LakeFixture.Database, FirstPoll = TimeSpan.FromMilliseconds(1), PageRows = 7 });

        var result = await runner.RunAsync("SELECT x, CAST(x AS decimal(12,2)) / 4 AS d, x % 2 = 0 AS even, DATE '2026-01-01' AS day, TIMESTAMP '2026-01-01 10:00:00.5' AS ts FROM UNNEST(sequence(1, 20)) AS t (x) ORDER BY x");

        var rows = await result.ToListAsync();
        rows.Count.ShouldBe(20);
        rows[2]["x"].ShouldBe(3L);
        rows[2]["d"].ShouldBe(0.75m);
        rows[3]["even"].ShouldBe(true);
        rows[0]["day"].ShouldBe(new DateOnly(2026, 1, 1));
        rows[0]["ts"].ShouldBe(new DateTime(2026, 1, 1, 10, 0, 0, 500));
    }

    [Fact]
    public async Task Start_TwoHundredAtOnce_ReturnTheirOwnResults()
    {
        var runner = new AthenaQueryRunner(Client, new AthenaRunnerOptions { Database = LakeFixture.Database, FirstPoll = TimeSpan.FromMilliseconds(5) });

        var rows = await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            var result = await runner.RunAsync($"SELECT {n} AS n, count(*) AS c FROM UNNEST(sequence(1, {n + 1})) AS t (x)");
            return (n, Row: (await result.ToListAsync()).Single());
        }));

        foreach (var (n, row) in rows) { row.Texts.ShouldBe([$"{n}", $"{n + 1}"]); }
    }
}
