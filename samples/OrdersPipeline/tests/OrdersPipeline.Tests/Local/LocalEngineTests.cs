using BiPipeline.Toolkit;
using OrdersPipeline.Data;
using OrdersPipeline.Local;
using OrdersPipeline.Tests.Oracle;
using OrdersPipeline.Views;

namespace OrdersPipeline.Tests.Local;

/// <summary>The whole pipeline on this machine against what plain arithmetic over the dataset and the change script says.</summary>
public sealed class LocalEngineTests
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Report_OfTheSample_IsTheOraclesToTheCent()
    {
        using var folder = new TemporaryDirectory();
        var layout = SampleLayout.Above(Repository.Root);
        var schema = TableSchema.Load(layout.SchemaFile);
        var lake = folder.Combine("lake");
        await LakeRun.RunAsync(schema, OrderScript.Load(layout.Data), lake, TimeProvider.System, CancellationToken.None);

        var report = await new LocalEngine().ReportAsync(schema, lake, OrdersViews.Read(schema, layout.ViewsFile), OrdersViews.ReadChecks(layout.ChecksFolder), CancellationToken.None);

        foreach (var expected in OracleViews.Load().All) { report.ShouldHold(expected); }
        report.Checks.Count.ShouldBe(6);
        report.Checks.ShouldAllBe(check => check.Passed);
    }
}
