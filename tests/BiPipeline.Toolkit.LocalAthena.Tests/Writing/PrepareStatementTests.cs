using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Writing;

public sealed class PrepareStatementTests : IDisposable
{
    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Execute_APreparedStatement_IsItWithItsValues()
    {
        var prepared = await _lake.RunAsync("PREPARE pick FROM SELECT x, ? AS y FROM UNNEST(sequence(1, 3)) AS t (x) WHERE x > ? ORDER BY x;");

        (prepared.StatementType, prepared.SubstatementType, prepared.Columns.Count).ShouldBe(("DDL", "PREPARE", 0));
        (await _lake.RowsAsync("EXECUTE pick USING 'it''s', 1 + 1")).ShouldBe(["3|it's"]);
        (await _lake.Engine.ExecuteAsync("EXECUTE pick", LakeFixture.Database, ["'z'", "2"])).Rows.ShouldBe([["3", "z"]]);
        await _lake.RunAsync("DEALLOCATE PREPARE pick");
        (await _lake.FailAsync("EXECUTE pick USING 1, 2")).Reason.ShouldBe("NOT_FOUND: line 1:9: PreparedStatement pick was not found in workGroup primary");
    }

    [Fact]
    public async Task Execute_AWrite_CountsItsRows()
    {
        await _lake.RunAsync("CREATE TABLE t AS SELECT 1 AS a");
        await _lake.RunAsync("PREPARE add_row FROM INSERT INTO t VALUES ?");

        (await _lake.RunAsync("EXECUTE add_row USING 2")).UpdateCount.ShouldBe(1);

        (await _lake.RowsAsync("SELECT sum(a) FROM t")).ShouldBe(["3"]);
    }

    [Theory]
    [InlineData("PREPARE a FROM SELECT 1", "ALREADY_EXISTS: line 1:9: Prepared Statement a already exists")]
    [InlineData("PREPARE b FROM SELEC 1", "SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'.")]
    [InlineData("PREPARE b FROM EXECUTE a", "NOT_SUPPORTED: line 1:16: Invalid statement type for prepared statement")]
    [InlineData("EXECUTE a", "INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected 1 but found 0")]
    [InlineData("EXECUTE a USING 1, 2", "INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected 1 but found 2")]
    [InlineData("DEALLOCATE PREPARE b", "NOT_FOUND: line 1:20: PreparedStatement b was not found in workGroup primary")]
    public async Task PrepareAndExecute_NotAsAthenaHasIt_Throws(string sql, string reason)
    {
        await _lake.RunAsync("PREPARE a FROM SELECT ?");

        (await _lake.FailAsync(sql)).Reason.ShouldStartWith(reason);
    }

    [Fact]
    public async Task Execute_ThroughTheClient_HasTheHeaderOfAQuery()
    {
        await using var client = new LocalAthenaClient(_lake.Engine);
        await _lake.RunAsync("PREPARE one FROM SELECT ? AS a");
        var id = await client.StartQueryExecutionAsync(new AthenaQueryRequest { QueryString = "EXECUTE one USING 7", ClientRequestToken = new string('t', 32), Database = LakeFixture.Database });
        while (!(await client.GetQueryExecutionAsync(id)).IsFinished) { await Task.Yield(); }

        (await client.GetQueryResultsAsync(id, null, 10)).Rows.ShouldBe([["a"], ["7"]]);
        (await Should.ThrowAsync<AthenaException>(() => client.StartQueryExecutionAsync(new AthenaQueryRequest { QueryString = "EXECUTE two", ClientRequestToken = new string('u', 32) })))
            .Message.ShouldContain("PreparedStatement two was not found in workGroup primary");
    }
}
