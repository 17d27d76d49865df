namespace BiPipeline.Toolkit.Athena.Tests.Queries;

public sealed class AthenaQueryRunnerTests
{
    static readonly AthenaException Throttled = new("ThrottlingException", "Rate exceeded") { IsTransient = true };
    static readonly AthenaException Lost = new("NoAnswer", "connection reset") { IsTransient = true };

    readonly ScriptedAthena _athena = new();
    readonly InstantTime _time = new();

    [Fact]
    public async Task Run_Query_StartsWaitsAndCounts()
    {
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Queued));
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Running));
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Queued));
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Succeeded) { DataScannedBytes = 123, EngineExecutionTime = TimeSpan.FromSeconds(2) });
        var runner = Runner(new() { Database = "analytics", WorkGroup = "bi", OutputLocation = "s3://b/r/" });

        var result = await runner.RunAsync(new AthenaQuery("SELECT ?") { Parameters = ["it's"], ResultReuseMaxAge = TimeSpan.FromMinutes(5) });

        result.Execution.DataScannedBytes.ShouldBe(123);
        _athena.Calls.ShouldBe(["start", "get q1", "get q1", "get q1", "get q1"]);
        var request = _athena.Requests[0];
        (request.QueryString, request.Database, request.WorkGroup, request.OutputLocation, request.ExecutionParameters[0], request.ResultReuseMaxAge)
            .ShouldBe(("SELECT ?", "analytics", "bi", "s3://b/r/", "'it''s'", TimeSpan.FromMinutes(5)));
        request.ClientRequestToken.Length.ShouldBe(64);
        (runner.QueryCount, runner.ScannedBytes, runner.EngineTime).ShouldBe((1, 123, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Run_LongQuery_PollsLessAndLessOften()
    {
        for (var i = 0; i < 12; i++) { _athena.States.Enqueue(id => new(id, AthenaQueryState.Running)); }

        await Runner(new()).RunAsync("SELECT 1");

        _time.Waits[0].ShouldBeInRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        _time.Waits[^1].ShouldBeInRange(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Run_StartThrottledAndAnswerLost_StartsOneQuery()
    {
        _athena.StartFailures.Enqueue(Throttled);
        _athena.StartFailures.Enqueue(Lost);

        await Runner(new()).RunAsync("SELECT 1");

        _athena.Calls.ShouldBe(["start", "start", "start", "get q1"]);
        _athena.QueriesStarted.ShouldBe(1);
    }

    [Fact]
    public async Task Run_ThrottledForTooLong_Throws()
    {
        for (var i = 0; i < 10; i++) { _athena.StartFailures.Enqueue(Throttled); }

        (await Should.ThrowAsync<AthenaException>(() => Runner(new() { MaxRetries = 3 }).RunAsync("SELECT 1"))).ShouldBe(Throttled);

        _athena.Calls.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Run_RefusedStart_DoesNotRetry()
    {
        _athena.StartFailures.Enqueue(new AthenaException("InvalidRequestException", "line 1:1: mismatched input"));

        await Should.ThrowAsync<AthenaException>(() => Runner(new()).RunAsync("SELEC 1"));

        _athena.Calls.ShouldBe(["start"]);
    }

    [Fact]
    public async Task Run_SameQueryTwice_StartsTwoQueriesUnlessTheTokenIsEqual()
    {
        var runner = Runner(new());
        await runner.RunAsync("SELECT 1");
        await runner.RunAsync("SELECT 1");
        _athena.QueriesStarted.ShouldBe(2);

        var token = new string('t', 40);
        await runner.RunAsync(new AthenaQuery("SELECT 1") { Token = token });
        await runner.RunAsync(new AthenaQuery("SELECT 1") { Token = token });
        _athena.QueriesStarted.ShouldBe(3);
    }

    [Fact]
    public async Task Run_SameRunIdAndOrder_GivesTheSameTokens()
    {
        await Runner(new() { RunId = "job-7" }).RunAsync("SELECT 1");
        await Runner(new() { RunId = "job-7" }).RunAsync("SELECT 1");
        await Runner(new() { RunId = "job-8" }).RunAsync("SELECT 1");

        _athena.Requests.Select(request => request.ClientRequestToken).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Run_QueryFails_ReportsReasonAndScannedBytes()
    {
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Failed)
        {
            StateChangeReason = "HIVE_BAD_DATA: Malformed Parquet file",
            ErrorCategory = 2,
            ErrorType = 1006,
            ErrorMessage = "HIVE_BAD_DATA",
            DataScannedBytes = 77,
        });
        var runner = Runner(new());

        var exception = await Should.ThrowAsync<AthenaQueryException>(() => runner.RunAsync("SELECT 1"));

        exception.Message.ShouldBe("Query q1 failed: HIVE_BAD_DATA: Malformed Parquet file");
        (exception.State, exception.Reason, exception.Category, exception.QueryExecutionId, exception.ScannedBytes, exception.ErrorCode, exception.IsTransient)
            .ShouldBe((AthenaQueryState.Failed, "HIVE_BAD_DATA: Malformed Parquet file", 2, "q1", 77, AthenaException.QueryFailed, false));
        runner.ScannedBytes.ShouldBe(77);
    }

    [Fact]
    public async Task Run_QueryCancelledByAnotherCaller_Throws()
    {
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Cancelled) { StateChangeReason = "Bytes scanned limit was exceeded" });

        (await Should.ThrowAsync<AthenaQueryException>(() => Runner(new()).RunAsync("SELECT 1"))).Message.ShouldBe("Query q1 was cancelled: Bytes scanned limit was exceeded");
    }

    [Fact]
    public async Task Run_CancelledWhileWaiting_StopsTheQuery()
    {
        using var cancel = new CancellationTokenSource();
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Running));
        _athena.BeforeGet = () =>
        {
            if (_athena.Calls.Count > 2) { cancel.Cancel(); }
        };

        await Should.ThrowAsync<OperationCanceledException>(() => Runner(new()).RunAsync("SELECT 1", cancel.Token));

        _athena.Calls.ShouldBe(["start", "get q1", "get q1", "stop q1"]);
    }

    [Theory]
    [InlineData("NoAnswer", "start, start, stop q1")]
    [InlineData("ThrottlingException", "start")]
    public async Task Run_CancelledAfterAFailedStart_StopsAStartedQuery(string code, string calls)
    {
        using var cancel = new CancellationTokenSource();
        _athena.StartFailures.Enqueue(new AthenaException(code, "no") { IsTransient = true });
        _athena.BeforeStart = cancel.Cancel;

        await Should.ThrowAsync<OperationCanceledException>(() => Runner(new()).RunAsync("SELECT 1", cancel.Token));

        string.Join(", ", _athena.Calls).ShouldBe(calls);
    }

    [Fact]
    public async Task Run_CancelledBefore_StartsNothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Runner(new()).RunAsync("SELECT 1", new CancellationToken(canceled: true)));

        _athena.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_TooLong_StopsTheQueryAndThrows()
    {
        for (var i = 0; i < 100; i++) { _athena.States.Enqueue(id => new(id, AthenaQueryState.Running)); }

        var exception = await Should.ThrowAsync<AthenaQueryException>(() => Runner(new() { Timeout = TimeSpan.FromSeconds(30) }).RunAsync("SELECT 1"));

        exception.ErrorCode.ShouldBe(AthenaException.QueryTimedOut);
        exception.Message.ShouldBe("Query q1 timed out after 00:00:30 in state Running and was stopped.");
        _athena.Calls[^1].ShouldBe("stop q1");
    }

    [Fact]
    public async Task Run_OverTheBudget_StopsTheQueryAndRefusesOthers()
    {
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Succeeded) { DataScannedBytes = 60 });
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Running) { DataScannedBytes = 40 });
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Running) { DataScannedBytes = 41 });
        var runner = Runner(new() { MaxScannedBytes = 100 });
        await runner.RunAsync("SELECT 1");

        var stopped = await Should.ThrowAsync<AthenaQueryException>(() => runner.RunAsync("SELECT 2"));
        var refused = await Should.ThrowAsync<AthenaQueryException>(() => runner.RunAsync("SELECT 3"));

        stopped.Message.ShouldBe("Query q2 was stopped: 101 bytes are scanned; expected at most 100.");
        refused.Message.ShouldBe("101 bytes are scanned; expected at most 100. The query was not started.");
        refused.ErrorCode.ShouldBe(AthenaException.BudgetExceeded);
        _athena.Calls.ShouldBe(["start", "get q1", "start", "get q2", "get q2", "stop q2"]);
    }

    [Fact]
    public async Task Run_StatementTooLong_ThrowsBeforeSending()
    {
        var longest = "SELECT '" + new string('é', (262_144 - 9) / 2) + "'";
        await Runner(new()).RunAsync(longest);

        (await Should.ThrowAsync<AthenaException>(() => Runner(new()).RunAsync(longest + "  "))).Message.ShouldBe("The statement has 262145 bytes; expected at most 262144. Split it, or move parts into views.");
        _athena.Calls.Count(call => call == "start").ShouldBe(1);
    }

    [Fact]
    public async Task ReadRows_SelectOfSeveralPages_DropsTheHeaderOnceAndDistinguishesNull()
    {
        AthenaColumn[] columns = [new("id", "varchar"), new("n", "bigint")];
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Succeeded) { SubstatementType = "SELECT" });
        _athena.Pages.Enqueue(() => new(columns, [["id", "n"], ["a", null]], "p2"));
        _athena.Pages.Enqueue(() => throw Throttled);
        _athena.Pages.Enqueue(() => new(columns, [["id", "1"], ["", "2"]], null));

        var rows = await (await Runner(new() { PageRows = 2 }).RunAsync("SELECT id, n FROM t")).ToListAsync();

        rows.Select(row => (row["id"], row["N"])).ShouldBe([("a", null), ("id", 1L), ("", 2L)]);
        _athena.Calls.Skip(2).ShouldBe(["results q1 - 2", "results q1 p2 2", "results q1 p2 2"]);
    }

    [Theory]
    [InlineData("SHOW TABLES", null, 2)]
    [InlineData("SELECT 1", "INSERT", 2)]
    [InlineData("-- a\n (SELECT 1)", null, 1)]
    [InlineData("WITH a AS (SELECT 1) SELECT 1", null, 1)]
    public async Task ReadRows_OtherStatements_HaveNoHeader(string sql, string? type, int rows)
    {
        _athena.States.Enqueue(id => new(id, AthenaQueryState.Succeeded) { SubstatementType = type });
        _athena.Pages.Enqueue(() => new([new("tab_name", "string")], [["tab_name"], ["orders"]], null));

        (await (await Runner(new()).RunAsync(sql)).ToListAsync()).Count.ShouldBe(rows);
    }

    [Fact]
    public async Task ReadRows_EveryType_ReturnsItsNetType()
    {
        (AthenaColumn Column, string Text, object Value)[] cells =
        [
            (new("a", "boolean"), "true", true),
            (new("b", "tinyint"), "-5", -5),
            (new("c", "integer"), "2147483647", 2147483647),
            (new("d", "bigint"), "-9223372036854775808", long.MinValue),
            (new("e", "double"), "1.0E-5", 1e-5),
            (new("f", "double"), "Infinity", double.PositiveInfinity),
            (new("g", "decimal", 28, 2), "12345678901234567890123456.78", 12345678901234567890123456.78m),
            (new("h", "decimal", 38, 2), "123456789012345678901234567890123456.78", "123456789012345678901234567890123456.78"),
            (new("i", "date"), "2026-02-28", new DateOnly(2026, 2, 28)),
            (new("j", "timestamp"), "2026-02-28 23:59:59.123", new DateTime(2026, 2, 28, 23, 59, 59, 123)),
            (new("k", "timestamp with time zone"), "2026-02-28 23:59:59.123 UTC", "2026-02-28 23:59:59.123 UTC"),
            (new("l", "array"), "[1, 2]", "[1, 2]"),
            (new("m", "varchar"), "", ""),
        ];
        _athena.Pages.Enqueue(() => new([.. cells.Select(cell => cell.Column)], [[.. cells.Select(cell => cell.Text)]], null));

        var row = (await (await Runner(new()).RunAsync("SELECT 1")).ToListAsync())[0];

        cells.Select(cell => row[cell.Column.Name]).ShouldBe(cells.Select(cell => (object?)cell.Value));
        row.Get<long>("d").ShouldBe(long.MinValue);
        row.GetText("j").ShouldBe("2026-02-28 23:59:59.123");
        Should.Throw<InvalidCastException>(() => row.Get<int>("d")).Message.ShouldBe("Column 'd' is Int64; expected Int32.");
        Should.Throw<KeyNotFoundException>(() => row["zz"]).Message.ShouldStartWith("The result has no column 'zz'; expected one of a, b, c");
    }

    // sum(decimal(12,2)) is decimal(38,2): its text was "String; expected Decimal".
    [Theory]
    [InlineData("decimal", 38, 2, "10.50", "10.50")]
    [InlineData("decimal", 38, 2, "-79228162514264337593543950335", "-79228162514264337593543950335")]
    [InlineData("decimal", 38, 10, "1.2000000000", "1.2")]
    [InlineData("decimal", 38, 38, "0.00000000000000000000000000010000000000", "0.0000000000000000000000000001")]
    [InlineData("decimal", 38, 0, "79228162514264337593543950336", null)]
    [InlineData("decimal", 38, 30, "1.000000000000000000000000000001", null)]
    [InlineData("decimal", 38, 2, "123456789012345678901234567890123456.78", null)]
    [InlineData("bigint", 0, 0, "-9223372036854775808", "-9223372036854775808")]
    [InlineData("integer", 0, 0, "7", "7")]
    public async Task Get_Decimal_IsExactOrRefused(string type, int precision, int scale, string text, string? expected)
    {
        _athena.Pages.Enqueue(() => new([new("total", type, precision, scale)], [[text]], null));
        var row = (await (await Runner(new()).RunAsync("SELECT 1")).ToListAsync())[0];

        if (expected is not null)
        {
            row.Get<decimal>("total").ShouldBe(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
            row.Get<decimal?>("total").ShouldBe(row.Get<decimal>("total"));
            return;
        }
        foreach (var get in new Action[] { () => row.Get<decimal>("total"), () => row.Get<decimal?>("total") })
        {
            Should.Throw<InvalidCastException>(get).Message.ShouldBe("Column 'total' has more digits than a .NET decimal holds; expected at most 28. Read it with GetText.");
        }
        row.Get<string>("total").ShouldBe(text);
    }

    [Fact]
    public async Task Get_WiderType_IsExact()
    {
        _athena.Pages.Enqueue(() => new([new("i", "integer"), new("b", "bigint"), new("d", "double"), new("n", "decimal", 38, 2), new("s", "varchar")], [["7", "8", "1.5", null, "9"]], null));
        var row = (await (await Runner(new()).RunAsync("SELECT 1")).ToListAsync())[0];

        (row.Get<long>("i"), row.Get<double>("i"), row.Get<long?>("i"), row.Get<decimal?>("n"), row.Get<decimal>("b")).ShouldBe((7L, 7d, 7L, null, 8m));
        // Not exact, or another kind.
        foreach (var get in new Action[] { () => row.Get<int>("b"), () => row.Get<double>("b"), () => row.Get<decimal>("d"), () => row.Get<decimal>("n"), () => row.Get<decimal>("s"), () => row.Get<long>("s") })
        {
            Should.Throw<InvalidCastException>(get).Message.ShouldContain("; expected ");
        }
    }

    [Fact]
    public void Construct_OptionsOutOfRange_ListsAll() =>
        Should.Throw<ToolkitOptionsException>(() => Runner(new() { FirstPoll = TimeSpan.Zero, MaxRetries = 101, PageRows = 1, MaxScannedBytes = 0 })).Message.ShouldBe(
            "AthenaRunnerOptions: FirstPoll is 00:00:00; expected above zero. MaxRetries is 101; expected 0 to 100. MaxScannedBytes is 0; expected above zero. PageRows is 1; expected 2 to 1,000.");

    AthenaQueryRunner Runner(AthenaRunnerOptions options) => new(_athena, options with { TimeProvider = _time });
}
