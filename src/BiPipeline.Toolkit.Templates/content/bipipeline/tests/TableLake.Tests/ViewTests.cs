using BiPipeline.Toolkit.Athena;

namespace LakeTests;

/// <summary>Tests the views' rows for given changes. The SQL runs on this machine as on Athena.</summary>
public sealed class ViewTests
{
    static readonly string[] Changes =
    [
        Change.Row(item: 1, sequence: 1, "INSERT"),
        Change.Row(item: 2, sequence: 2, "INSERT"),
        Change.Row(item: 1, sequence: 3, day: 1),
        Change.Row(item: 2, sequence: 4, "REMOVE", day: 1),
        // Lambda delivered this change twice.
        Change.Row(item: 1, sequence: 3, day: 1),
    ];

    [Fact]
    public async Task Current_ItemsThatChange_ShowsEachThatExistsOnce()
    {
        await using var lake = await Project.CreateLakeAsync();
        await lake.GivenAsync("lake_table", Changes);

        var rows = await lake.QueryAsync("SELECT count(*) AS items FROM lake_table_current");

        Assert.Equal(1L, rows.Single()["items"]);
    }

    [Fact]
    public async Task ChangesPerDay_ChangesOfTwoDays_CountsEachOnce()
    {
        await using var lake = await Project.CreateLakeAsync();
        await lake.GivenAsync("lake_table", Changes);

        var rows = await lake.QueryAsync("SELECT * FROM lake_table_changes_per_day ORDER BY change_date");

        var first = DateOnly.FromDateTime(Change.FirstDay);
        Assert.Equal([(first, 2L, 2L, 0L), (first.AddDays(1), 2L, 0L, 1L)], rows.Select(row => (
            row.Get<DateOnly>("change_date"),
            row.Get<long>("changes"),
            row.Get<long>("inserts"),
            row.Get<long>("deletes"))));
    }

    [Fact]
    public async Task Checks_OfTheFolder_Pass()
    {
        await using var lake = await Project.CreateLakeAsync();
        await lake.GivenAsync("lake_table", Changes);

        foreach (var check in SqlCheck.Load(Project.PathOf("sql/checks")))
        {
            var result = await check.RunAsync(lake.Runner);
            Assert.True(result.Passed, $"{check.Name}: {result.Problem}");
        }
    }
}
