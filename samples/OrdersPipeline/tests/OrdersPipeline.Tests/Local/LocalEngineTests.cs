using OrdersPipeline.Local;
using OrdersPipeline.Tests.Oracle;
using OrdersPipeline.Views;

namespace OrdersPipeline.Tests.Local;

/// <summary>The whole pipeline on this machine against what plain arithmetic over the dataset and the change script says.</summary>
[Collection(nameof(WrittenLake))]
public sealed class LocalEngineTests(WrittenLake written)
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Report_OfTheSample_MatchesTheOracleToTheCent()
    {
        var layout = SampleLayout.Above(Repository.Root);
        var schema = WrittenLake.Schema;
        var lake = await written.FolderAsync();

        var report = await new LocalEngine().ReportAsync(schema, lake, OrdersViews.Read(schema, layout.ViewsFile), OrdersViews.ReadChecks(layout.ChecksFolder), CancellationToken.None);

        foreach (var expected in OracleViews.Load().All) { report.ShouldHold(expected); }
        report.LatestChange.ShouldNotBeNull().ShouldBe(OracleHistory.Load().Latest, TimeSpan.FromSeconds(1)); // a stream's times are whole seconds
        report.Checks.Count.ShouldBe(6);
        report.Checks.ShouldAllBe(check => check.Passed);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Report_WithALatestTable_MatchesTheOracleToTheCent()
    {
        var layout = SampleLayout.Above(Repository.Root);
        using var folder = new TemporaryDirectory();
        var lake = folder.Combine("lake");
        // The receipts are in the lake, which other tests share.
        foreach (var file in Directory.EnumerateFiles(await written.FolderAsync(), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(lake, Path.GetRelativePath(await written.FolderAsync(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var report = await new LocalEngine().ReportAsync(
            WrittenLake.Schema with { Latest = new() }, lake, OrdersViews.Read(WrittenLake.Schema, layout.ViewsFile), OrdersViews.ReadChecks(layout.ChecksFolder), CancellationToken.None);

        foreach (var expected in OracleViews.Load().All) { report.ShouldHold(expected); }
        report.Checks.ShouldAllBe(check => check.Passed);
        Directory.EnumerateFiles(Path.Combine(lake, "maintenance", "latest", "orders_latest", "receipts")).ShouldNotBeEmpty();
    }
}
