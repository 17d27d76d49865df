using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Docs.Tests.Markdown;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>The parts of docs/ that come from the code. UPDATE_GOLDEN=1 writes them.</summary>
[Collection(PipelineCollection.Name)]
public sealed class GeneratedPagesTests
{
    [Fact]
    public void OptionsPage_Tables_MatchTheTypes()
    {
        OptionsPage.Types.Count.ShouldBeGreaterThan(10);

        PageRegion.Match("docs/options.md", ("options", OptionsPage.Tables()));
    }

    [Fact]
    public async Task TelemetryPage_Tables_MatchABatch()
    {
        var page = await TelemetryPage.OfABatchAsync();

        PageRegion.Match("docs/telemetry.md", ("instruments", page.Instruments), ("spans", page.Spans), ("embedded", page.EmbeddedMetrics), ("log", TelemetryPage.Log()));
    }

    [Fact]
    public async Task LakeLayoutPage_Objects_MatchABatch()
    {
        var page = await LakeLayoutPage.OfABatchAsync();

        PageRegion.Match("docs/lake-layout.md", ("objects", page.Objects), ("quarantine", page.Quarantine), ("envelope", LakeLayoutPage.Envelope()));
    }

    [Fact]
    public void ScalePage_Tables_FollowFromTheCosts() => PageRegion.Match("docs/scale.md", ("writing", ScalePage.Writing()), ("upkeep", ScalePage.Upkeep()));

    [Fact]
    public void ViewsPage_Sql_MatchesItsSchema()
    {
        var page = MarkdownPage.Read("docs/views.md");
        var schema = TableSchema.Parse(page.Blocks.First(block => block.Language == "json").Text);

        PageRegion.Match("docs/views.md", [.. ViewDefinition.Create(schema).Select(view => (view.Name, $"```sql\n{view.Query.TrimEnd()}\n```"))]);
    }

    [Fact]
    public void LocalAthenaPage_Functions_MatchTheTables() => PageRegion.Match("docs/local-athena.md", ("functions", LocalAthenaPage.Functions()), ("missing", LocalAthenaPage.Missing()));

    [Fact]
    public void LocalAthenaPage_Operations_MatchTheCode() => PageRegion.Match("docs/local-athena.md", ("operations", LocalAthenaPage.Operations()));
}
