using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.AthenaSql;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Server;

public sealed class ResultObjectTests : IAsyncLifetime, IDisposable
{
    readonly LakeFixture _lake = new();
    readonly HttpClient _http = new();
    LocalAthenaServer? _server;
    AthenaClient? _client;

    public async Task InitializeAsync()
    {
        _server = await LocalAthenaServer.StartAsync(_lake.Engine);
        _http.BaseAddress = _server.Endpoint;
        _client = new(AwsClientOptions.Local(_server.Endpoint));
    }

    public async Task DisposeAsync()
    {
        _client!.Dispose();
        await _server!.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _lake.Dispose();
    }

    [Fact]
    public async Task Select_ValuesOfEveryKind_AreInTheCsvAsAthenaWritesThem()
    {
        var execution = await RunAsync("""
            SELECT 1 AS "a""b", 'q"u,o' || chr(10) || 'te' AS t, '' AS empty, CAST(NULL AS varchar) AS n, ARRAY[1, NULL] AS l, MAP(ARRAY['k'], ARRAY[1.5]) AS m,
              CAST(ROW(1, 'x, y') AS row(a bigint, b varchar)) AS r, DATE '2026-01-31' AS d, TIMESTAMP '2026-01-31 10:00:00.5' AS ts, true AS b, CAST(1.10 AS decimal(5,2)) AS c
            """, "s3://results/some/prefix/");

        execution.OutputLocation.ShouldBe($"s3://results/some/prefix/{execution.QueryExecutionId}.csv");
        (await _http.GetStringAsync($"results/some/prefix/{execution.QueryExecutionId}.csv")).ShouldBe(
            "\"a\"\"b\",\"t\",\"empty\",\"n\",\"l\",\"m\",\"r\",\"d\",\"ts\",\"b\",\"c\"\n"
            + "\"1\",\"q\"\"u,o\nte\",\"\",,\"[1, null]\",\"{k=1.5}\",\"{a=1, b=x, y}\",\"2026-01-31\",\"2026-01-31 10:00:00.500\",\"true\",\"1.10\"\n");
    }

    [Theory]
    [InlineData("SELECT 1 AS x WHERE false", "csv", "\"x\"\n")]
    [InlineData("SHOW DATABASES", "txt", "lake\n")]
    [InlineData("CREATE DATABASE other", "txt", "")]
    [InlineData("EXPLAIN (TYPE VALIDATE) SELECT 1", "txt", "true\n")]
    public async Task Run_AStatement_WritesItsObject(string sql, string extension, string expected)
    {
        var execution = await RunAsync(sql, "s3://results");

        execution.OutputLocation.ShouldBe($"s3://results/{execution.QueryExecutionId}.{extension}");
        (await _http.GetStringAsync($"results/{execution.QueryExecutionId}.{extension}")).ShouldBe(expected);
        (await _http.GetAsync($"results/{execution.QueryExecutionId}.{extension}.metadata")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "results/tables/{0}/")]
    [InlineData("WITH (external_location = 's3://made/t/', partitioned_by = ARRAY['p']) ", "made/t/")]
    public async Task CreateTableAs_ForAReaderOfObjects_WritesParquetBelowTheLocation(string properties, string prefix)
    {
        var execution = await RunAsync($"CREATE TABLE made {properties}AS SELECT * FROM (VALUES (1, ARRAY['x'], TIMESTAMP '2026-01-31 10:00:00.500', 'q'), (2, NULL, NULL, 'r')) t(a, l, at, p)", "s3://results/");

        var folder = string.Format(System.Globalization.CultureInfo.InvariantCulture, prefix, execution.QueryExecutionId);
        var manifest = (await _http.GetStringAsync($"results/tables/{execution.QueryExecutionId}-manifest.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        manifest.ShouldAllBe(path => path.StartsWith($"s3://{folder}", StringComparison.Ordinal));
        (await _lake.Catalog.GetTableAsync("lake", "made")).Definition.Storage.Location.ShouldBe($"s3://{folder}");
        using var files = new TemporaryDirectory();
        foreach (var (i, path) in manifest.Index()) { await File.WriteAllBytesAsync(files.Combine($"{i}.parquet"), await _http.GetByteArrayAsync(path["s3://".Length..])); }
        using var database = DuckDb.InMemoryDatabase.Open([]);
        using var connection = database.Connect();
        using var rows = connection.Query($"SELECT CAST(list((a, l, \"at\") ORDER BY a) AS VARCHAR) FROM read_parquet('{files.Combine("*.parquet")}')");
        rows.Next().ShouldBeTrue();
        rows.Column(0).Text(0).ShouldBe("[(1, [x], '2026-01-31 10:00:00.5'), (2, NULL, NULL)]");
        (await _lake.RowsAsync("SELECT sum(a) FROM made")).ShouldBe(["3"]);
        var again = await RunAsync("DROP TABLE made", "s3://results/");
        again.State.ShouldBe(AthenaQueryState.Succeeded);
    }

    // The fields that burtcorp/athena-jdbc reads: 4 is a column; in it 4 is the name, 6 the type, 7 and 8 precision and scale.
    [Fact]
    public async Task Metadata_AColumn_HasItsNameAndType()
    {
        var execution = await RunAsync("SELECT CAST(1 AS decimal(12,2)) AS amount", "s3://results/");

        var bytes = await _http.GetByteArrayAsync($"results/{execution.QueryExecutionId}.csv.metadata");

        Convert.ToHexString(bytes).ShouldBe(
            "2227"
            + "0A0468697665" + "2206616D6F756E74" + "2A06616D6F756E74" + "3207646563696D616C"
            + "380C" + "4002" + "4803" + "5000");
    }

    [Fact]
    public async Task Run_WithoutALocation_WritesToTheWorkgroupsPlace()
    {
        var execution = await RunAsync("SELECT 1 AS x", null);

        execution.OutputLocation.ShouldBe($"s3://athena-results/primary/{execution.QueryExecutionId}.csv");
        (await _http.GetStringAsync($"athena-results/primary/{execution.QueryExecutionId}.csv")).ShouldBe("\"x\"\n\"1\"\n");
    }

    [Theory]
    [InlineData("results")]
    [InlineData("s3://")]
    [InlineData("s3://UPPER/x")]
    [InlineData("s3://bucket/a/../b")]
    [InlineData("https://bucket/x")]
    public async Task Start_InvalidLocation_IsRefused(string location)
    {
        var exception = await Should.ThrowAsync<AthenaException>(() => RunAsync("SELECT 1", location));

        exception.ErrorCode.ShouldBe("InvalidRequestException");
        exception.Message.ShouldContain("outputLocation is not a valid S3 path");
    }

    [Fact]
    public async Task Run_AResultAboveTheStoresLimit_FailsAndWritesNothing()
    {
        using var engine = _lake.Open(options => options with { MaxResultStoreBytes = 1_000_000 });
        await using var server = await LocalAthenaServer.StartAsync(engine);
        using var client = new AthenaClient(AwsClientOptions.Local(server.Endpoint));

        var execution = await RunAsync(client, "SELECT array_join(repeat('0123456789', 9999), '') AS t FROM UNNEST(sequence(1, 20))", "s3://results/");

        execution.State.ShouldBe(AthenaQueryState.Failed);
        execution.StateChangeReason.ShouldStartWith("EXCEEDED_RESULT_LIMIT: The object does not fit");
        engine.Results.List("results", "").ShouldBeEmpty();
    }

    [Fact]
    public async Task Stop_WhileTheResultIsWritten_CancelsAndWritesNothing()
    {
        var store = _lake.Engine.Results;
        var result = await _lake.RunAsync("SELECT 'x' AS t FROM UNNEST(sequence(1, 5000)), UNNEST(sequence(1, 10))");
        using var stop = new CancellationTokenSource();
        var rows = new StoppingRows(result.Rows, 25_000, stop);

        await Should.ThrowAsync<OperationCanceledException>(() =>
            new Results.ResultWriter(store).WriteAsync("s3://results/stopped.csv", result with { Rows = rows }, stop.Token));

        store.Find("results", "stopped.csv").ShouldBeNull();
        rows.Read.ShouldBe(25_001);
    }

    [Fact]
    public async Task Run_ATimeLimitDuringTheResult_EndsTheQuery()
    {
        using var engine = _lake.Open(options => options with { QueryTimeout = TimeSpan.FromMinutes(1) });
        var statement = engine.Prepare("SELECT 1", [], LocalAthenaOptions.DefaultWorkGroup);

        var failure = await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.RunAsync(statement, null, null, async (_, cancellation) =>
        {
            _lake.Time.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(Timeout.Infinite, cancellation);
        }, CancellationToken.None).WaitAsync(HangGuard.Time));

        failure.Code.ShouldBe("EXCEEDED_TIME_LIMIT");
    }

    [Fact]
    public async Task Run_TwoHundredQueriesAtOnce_EachHasItsOwnResult()
    {
        var executions = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => RunAsync($"SELECT {i} AS i, sum(x) AS s FROM UNNEST(sequence(1, {i + 1})) AS t (x)", "s3://many/")))
            .WaitAsync(HangGuard.Time);

        executions.ShouldAllBe(execution => execution.State == AthenaQueryState.Succeeded);
        executions.Select(execution => execution.QueryExecutionId).Distinct().Count().ShouldBe(200);
        for (var i = 0; i < executions.Length; i++)
        {
            var expected = $"\"i\",\"s\"\n\"{i}\",\"{(i + 1) * (i + 2) / 2}\"\n";
            (await _http.GetStringAsync($"many/{executions[i].QueryExecutionId}.csv")).ShouldBe(expected);
        }
    }

    Task<AthenaQueryExecution> RunAsync(string sql, string? output) => RunAsync(_client!, sql, output);

    static async Task<AthenaQueryExecution> RunAsync(AthenaClient client, string sql, string? output)
    {
        var id = await client.StartQueryExecutionAsync(new()
        {
            QueryString = sql,
            ClientRequestToken = Guid.NewGuid().ToString("N"),
            Database = LakeFixture.Database,
            OutputLocation = output,
        });
        using var guard = new CancellationTokenSource(HangGuard.Time);
        while (true)
        {
            var execution = await client.GetQueryExecutionAsync(id, guard.Token);
            if (execution.IsFinished) { return execution; }
            await Task.Yield();
        }
    }
}
