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
}
