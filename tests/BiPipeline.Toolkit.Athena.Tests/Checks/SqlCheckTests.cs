using BiPipeline.Toolkit.Athena.Tests.Queries;

namespace BiPipeline.Toolkit.Athena.Tests.Checks;

public sealed class SqlCheckTests
{
    const string Database = "analytics";

    [Fact]
    public void Load_Folder_GivesChecksWithTheirNames()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.Combine("b.sql"), "SELECT 1 FROM ${database}.t;\n-- name: No negative amounts\nWITH a AS (SELECT 1) SELECT * FROM a;");
        File.WriteAllText(folder.Combine("a.sql"), "SELECT 1; SELECT 2");

        SqlCheck.Load(folder.FullPath, Database).ShouldBe(
        [
            new("a", "SELECT 1", "a.sql:1:1"),
            new("a 2", "SELECT 2", "a.sql:1:11"),
            new("b", "SELECT 1 FROM \"analytics\".t", "b.sql:1:1"),
            new("No negative amounts", "WITH a AS (SELECT 1) SELECT * FROM a", "b.sql:3:1"),
        ]);
    }

    [Fact]
    public void Load_NotAQuery_ReportsThePosition()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.Combine("a.sql"), "SELECT 1;\nDROP TABLE t; SELECT ${x}");
        File.WriteAllText(folder.Combine("b.sql"), "DELETE FROM t");

        Should.Throw<ViewException>(() => SqlCheck.Load(folder.FullPath, Database)).Problems.ShouldBe(
            ["a.sql:2:22: parameter ${x} has no value; expected one of database.", "b.sql:1:1: the statement is not a query; expected SELECT or WITH."]);
    }

    [Fact]
    public async Task Run_RowsAndFailures_FailOnlyTheirChecks()
    {
        var athena = new ScriptedAthena();
        athena.States.Enqueue(id => new(id, AthenaQueryState.Succeeded));
        athena.States.Enqueue(id => new(id, AthenaQueryState.Failed) { StateChangeReason = "no such table" });
        athena.States.Enqueue(id => new(id, AthenaQueryState.Succeeded));
        athena.Pages.Enqueue(() => new([new("id", "varchar")], [["id"], ["x"], ["y"]], null));
        athena.Pages.Enqueue(() => new([new("id", "varchar")], [["id"]], null));

        var runner = new AthenaQueryRunner(athena, new() { TimeProvider = new InstantTime() });

        List<SqlCheckResult> results = [];
        foreach (var (name, sql) in new[] { ("a", "SELECT id"), ("b", "SELECT 1"), ("c", "SELECT id") })
        {
            results.Add(await new SqlCheck(name, sql, $"{name}.sql:1:1").RunAsync(runner));
        }

        results.Select(result => result.ToString()).ShouldBe(
        [
            "FAIL  a: 2 rows, expected none; query q1 returned them (a.sql:1:1)",
            "FAIL  b: Query q2 failed: no such table (b.sql:1:1)",
            "ok    c",
        ]);
    }
}
