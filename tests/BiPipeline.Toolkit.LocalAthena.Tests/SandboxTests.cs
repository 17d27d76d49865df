using BiPipeline.Toolkit.AthenaSql;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

[Collection(LakeCollection.Name)]
public sealed class SandboxTests(LakeFixture lake)
{
    [Theory]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM '/etc/passwd'")]
    [InlineData("SELECT * FROM \"/etc/passwd\"")]
    [InlineData("SELECT read_blob('/etc/passwd')")]
    [InlineData("SELECT getenv('HOME')")]
    [InlineData("ATTACH '/tmp/x.db' AS x")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("COPY (SELECT 1) TO '/tmp/x.csv'")]
    [InlineData("SET threads = 4")]
    [InlineData("PRAGMA database_list")]
    [InlineData("CREATE TABLE t (a integer)")]
    [InlineData("INSERT INTO t VALUES (1)")]
    [InlineData("EXPORT DATABASE '/tmp/x'")]
    [InlineData("CALL duckdb_settings()")]
    [InlineData("SELECT * FROM duckdb_settings()")]
    [InlineData("SELECT 1; COPY (SELECT 1) TO '/tmp/x.csv'")]
    [InlineData("SELECT la_chr(65)")]
    [InlineData("CREATE TABLE t AS SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("CREATE TABLE t AS COPY (SELECT 1) TO '/tmp/x.csv'")]
    [InlineData("CREATE TABLE t WITH (format = (SELECT content FROM read_text('/etc/passwd'))) AS SELECT 1 AS a")]
    [InlineData("INSERT INTO own.definitions VALUES (1, 'x')")]
    [InlineData("UPDATE own.definitions SET definition = 'x'")]
    [InlineData("DELETE FROM duckdb_tables()")]
    [InlineData("MERGE INTO own.t1 USING (VALUES 1) AS s (a) ON true WHEN MATCHED THEN DELETE")]
    [InlineData("MERGE INTO t USING '/etc/passwd' AS s ON true WHEN MATCHED THEN DELETE")]
    [InlineData("INSERT INTO t SELECT * FROM temp.written")]
    [InlineData("SELECT * FROM own.definitions")]
    [InlineData("ALTER TABLE own.t1 ADD COLUMNS (a int)")]
    [InlineData("CREATE TABLE t (a int) LOCATION 's3://b/t/' TBLPROPERTIES ('table_type'='ICEBERG'); ATTACH '/tmp/x.db'")]
    [InlineData("DETACH own")]
    [InlineData("CHECKPOINT")]
    [InlineData("BEGIN TRANSACTION")]
    public async Task Execute_ReachingOutOfTheLake_ThrowsBeforeDuckDb(string sql) =>
        (await lake.FailAsync(sql)).Code.ShouldBeOneOf("SYNTAX_ERROR", "NOT_SUPPORTED", "FUNCTION_NOT_FOUND", "TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND", "INVALID_TABLE_PROPERTY");

    [Theory]
    [InlineData("file:///etc/", "outside the lake")]
    [InlineData("s3://elsewhere/x/", "outside the lake")]
    [InlineData("s3://bucket/lake/../../x/", "leads out of the lake")]
    public async Task Execute_TableOutsideTheLake_Throws(string location, string message)
    {
        var name = $"outside_{location.Length}";
        await lake.RunAsync($"CREATE EXTERNAL TABLE {name} (a string) STORED AS PARQUET LOCATION '{location}'");

        var failure = await lake.FailAsync($"SELECT a FROM {name}");

        failure.Code.ShouldBe("PERMISSION_DENIED");
        failure.Message.ShouldContain(message);
    }

    // The second line of defence after the translator: DuckDB itself with the engine's settings.
    [Theory]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/bipipeline-sandbox.csv'")]
    [InlineData("ATTACH '/tmp/bipipeline-sandbox.db' AS x")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET memory_limit = '64GB'")]
    [InlineData("SELECT * FROM read_parquet('https://example.com/x.parquet')")]
    [InlineData("EXPORT DATABASE '/tmp/bipipeline-sandbox'")]
    public async Task DuckDb_LockedByTheEngine_Refuses(string sql)
    {
        using var engine = new Execution.DuckDbEngine(lake.Engine.Options, new([(lake.Root, lake.Root)]));

        await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.RunRawAsync(sql, CancellationToken.None));
    }

    [Fact]
    public async Task Execute_RunawayQuery_EndsAtTheTimeout()
    {
        using var engine = lake.Open(options => options with { QueryTimeout = TimeSpan.FromMilliseconds(200), TimeProvider = TimeProvider.System });

        var failure = await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.ExecuteAsync(Runaway, null));

        failure.Code.ShouldBe("EXCEEDED_TIME_LIMIT");
    }

    [Fact]
    public async Task Execute_Cancelled_EndsTheQuery()
    {
        using var cancel = new CancellationTokenSource();
        var query = lake.Engine.ExecuteAsync(Runaway, null, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => query);
    }

    [Fact]
    public async Task Execute_MoreMemoryThanAllowed_Throws()
    {
        using var engine = lake.Open(options => options with { MemoryMebibytes = 64 });

        var failure = await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.ExecuteAsync(
            "SELECT count(*) FROM (SELECT a.x, b.x, count(*) FROM UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 1000)) AS b (x) GROUP BY a.x, b.x)", null));

        failure.Code.ShouldBe("EXCEEDED_GLOBAL_MEMORY_LIMIT");
    }

    [Fact]
    public async Task Execute_ResultLargerThanAllowed_Throws()
    {
        using var engine = lake.Open(options => options with { MaxResultCharacters = 1000 });

        var failure = await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.ExecuteAsync("SELECT x FROM UNNEST(sequence(1, 5000)) AS t (x)", null));

        failure.Code.ShouldBe("EXCEEDED_RESULT_LIMIT");
    }

    [Fact]
    public async Task Execute_RegexThatBacktracks_EndsAtItsLimit()
    {
        using var engine = lake.Open(options => options with { RegexTimeout = TimeSpan.FromMilliseconds(100) });

        var failure = await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.ExecuteAsync("SELECT regexp_like('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(?=a)(a+)+$')", null));

        failure.Code.ShouldBe("EXCEEDED_TIME_LIMIT");
    }

    [Fact]
    public async Task Execute_TwoHundredAtOnce_GetTheirOwnResults()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            var result = await lake.RunAsync($"SELECT {n} AS n, sum(x) AS s FROM UNNEST(sequence(1, {n + 1})) AS t (x)");
            return (n, Row: result.Rows.Single());
        }));

        results.Length.ShouldBe(200);
        foreach (var (n, row) in results) { row.ShouldBe([$"{n}", $"{(n + 1) * (n + 2) / 2}"]); }
    }

    [Fact]
    public void Open_OptionsOutOfRange_NamesEveryOne()
    {
        var exception = Should.Throw<ToolkitOptionsException>(() => lake.Open(options => options with { Threads = 0, QueryTimeout = TimeSpan.Zero, LakeLocation = " " }));

        exception.Message.ShouldContain("Threads is 0; expected 1 to 256.");
        exception.Message.ShouldContain("QueryTimeout");
        exception.Message.ShouldContain("LakeLocation");
    }

    const string Runaway = "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z) WHERE x * y % 7 = z % 11";
}
