using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.AthenaSql;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

// A query ends when it is told to, and takes no more than it may.
[Collection(LakeCollection.Name)]
public sealed class LimitTests(LakeFixture lake)
{
    [Theory]
    [InlineData("SELECT length(lpad('a', 2000000000, 'b'))")]
    [InlineData("SELECT length(rpad('a', 2000000000, 'b'))")]
    [InlineData("SELECT sum(length(lpad('a', 10000000 + x, 'b'))) FROM UNNEST(sequence(1, 2000)) AS t (x)")]
    public async Task Execute_TextsLongerThanTheMemory_Fail(string sql)
    {
        using var engine = lake.Open(options => options with { MemoryMebibytes = 256 });

        (await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.ExecuteAsync(sql, null))).Code.ShouldBe("EXCEEDED_GLOBAL_MEMORY_LIMIT");
    }

    [Fact]
    public async Task Execute_ManyRowsOfNothing_CountAgainstTheResult()
    {
        using var engine = lake.Open(options => options with { MaxResultCharacters = 100_000 });

        (await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.ExecuteAsync("SELECT NULL FROM UNNEST(sequence(1, 5000)) AS t (x)", null)))
            .Code.ShouldBe("EXCEEDED_RESULT_LIMIT");
    }

    [Fact]
    public async Task Client_ResultsOfManyQueries_TakeNoMoreThanOneMayTogether()
    {
        using var engine = lake.Open(options => options with { MaxResultCharacters = 100_000 });
        await using var client = new LocalAthenaClient(engine);
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await client.StartQueryExecutionAsync(new AthenaQueryRequest { QueryString = "SELECT x FROM UNNEST(sequence(1, 1500)) AS t (x)", ClientRequestToken = $"token-{i}-0123456789-0123456789-0123456789" }));
            while (!(await client.GetQueryExecutionAsync(ids[^1])).IsFinished) { await Task.Yield(); }
        }

        (await client.GetQueryResultsAsync(ids[^1], null, 10)).Rows.Count.ShouldBe(10);
        (await Should.ThrowAsync<AthenaException>(() => client.GetQueryResultsAsync(ids[0], null, 10))).Message.ShouldContain("was not found");
    }

    // DuckDB does not look for an interrupt inside of one vector. These 2,000 rows take 30 seconds each, hours longer than the guard waits.
    [Fact]
    public async Task Execute_CancelledInsideAFunction_Ends()
    {
        using var engine = lake.Open(options => options with { RegexTimeout = TimeSpan.FromSeconds(30), TimeProvider = TimeProvider.System });
        using var cancel = new CancellationTokenSource();
        var query = engine.ExecuteAsync(
            "SELECT count(*) FROM UNNEST(sequence(1, 2000)) AS t (x) WHERE regexp_like('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' || CAST(x AS varchar), '^(?=a)(a+)+$')", null, cancel.Token);

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => query.WaitAsync(HangGuard.Time));
    }

    // Each addition wrote the text before it three times.
    [Theory]
    [InlineData(9, "2027-08-22 10:30:15.123 UTC")]
    [InlineData(100, "2035-03-22 10:30:15.123 UTC")]
    [InlineData(240, "2046-11-22 10:30:15.123 UTC")]
    public async Task Select_ManyAdditions_End(int additions, string expected) =>
        (await lake.ScalarAsync($"current_timestamp{string.Concat(Enumerable.Repeat(" + INTERVAL '1' MONTH", additions))}").WaitAsync(HangGuard.Time)).ShouldBe(expected);

    [Theory]
    [InlineData("SELECT from_unixtime(1700000200000)", "+55840-11-11 05:46:40.000 UTC")]
    [InlineData("SELECT date_add('year', 9000, DATE '2026-11-22')", "+11026-11-22")]
    [InlineData("SELECT CAST(date_add('year', 9000, TIMESTAMP '2026-11-22 10:00:00') AS varchar)", "+11026-11-22 10:00:00")]
    [InlineData("SELECT date_add('year', -3000, DATE '2026-11-22')", "-0974-11-22")]
    [InlineData("SELECT date_diff('year', DATE '2026-11-22', date_add('year', 9000, DATE '2026-11-22'))", "9000")]
    [InlineData("SELECT at_timezone(from_unixtime(1700000200000), 'Europe/Berlin')", "+55840-11-11 06:46:40.000 Europe/Berlin")]
    [InlineData("SELECT from_unixtime(NULL) IS NULL", "true")]
    public async Task Select_DatesBeyondYear9999_AreThere(string sql, string expected) =>
        (await lake.RunAsync(sql)).Rows.ShouldHaveSingleItem().ShouldBe([expected]);

    [Theory]
    [InlineData("SELECT * FROM (VALUES ('a', ARRAY[1, 2])) t (id, val) JOIN LATERAL (SELECT ROW(id, x) FROM UNNEST(val) u (x)) ON TRUE")]
    [InlineData("SELECT array_join(ARRAY['a', 'b'], s) FROM (VALUES ',') t (s)")]
    [InlineData("SELECT approx_percentile(x, p) FROM (VALUES (1, 0.5E0)) t (x, p)")]
    [InlineData("SELECT 'a' LIKE 'b' ESCAPE NULL")]
    [InlineData("SELECT l.x FROM (VALUES 1) l (x) LEFT JOIN (VALUES 2) r (y) ON l.x IN (SELECT 1)")]
    public async Task Execute_RefusedByDuckDb_DoesNotShowItsText(string sql)
    {
        var failure = await Record.ExceptionAsync(() => lake.RunAsync(sql));

        if (failure is null) { return; }
        foreach (var leak in (string[])["DuckDB", "Binder", "LINE 1", "la_", "struct_pack", "/", "Stack"])
        {
            failure.ShouldBeOfType<LocalAthenaQueryException>().Message.ShouldNotContain(leak, Case.Sensitive);
        }
    }

    [Fact]
    public async Task Select_TextTableOfManyFiles_FitsTheMemory()
    {
        const string Name = "lines";
        for (var file = 0; file < 300; file++)
        {
            var path = Path.Combine(lake.Root, Name, $"{file}.json");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, $$"""{"n":{{file}}}""");
        }
        await lake.RunAsync($"CREATE EXTERNAL TABLE {Name} (record string) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' STORED AS TEXTFILE LOCATION '{LakeFixture.Location}/{Name}/'");
        using var engine = lake.Open(options => options with { MemoryMebibytes = 64 });

        var result = await engine.ExecuteAsync($"SELECT count(*), sum(CAST(json_extract_scalar(record, '$.n') AS bigint)) FROM {Name}", LakeFixture.Database);

        result.Rows.ShouldHaveSingleItem().ShouldBe(["300", "44850"]);
    }
}
