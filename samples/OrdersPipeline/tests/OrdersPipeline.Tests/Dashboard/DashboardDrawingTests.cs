using System.Text.RegularExpressions;
using OrdersPipeline.Dashboard;
using OrdersPipeline.Tests.Oracle;

namespace OrdersPipeline.Tests.Dashboard;

[Trait("Category", "Slow")]
public sealed partial class DashboardDrawingTests
{
    [ChromiumFact]
    public async Task Page_InChromium_DrawsEveryChartUnderItsPolicy()
    {
        using var folder = new TemporaryDirectory();
        var page = folder.Combine("dashboard.html");
        File.WriteAllText(page, DashboardPage.Write(OracleReport.Load()));

        var (dom, log) = await Chromium.DrawAsync(page, folder.Combine("profile"));

        // A few marks at least a chart: bars, slices, squares.
        var marks = Chart().Matches(dom).ToDictionary(match => match.Groups["id"].Value, match => Mark().Count(match.Groups["svg"].Value));
        marks.Keys.ShouldBe(["months", "stages", "categories", "countries", "days"]);
        marks.ShouldAllBe(chart => chart.Value >= 8);
        log.ShouldNotContain("CONSOLE");
    }

    [GeneratedRegex("id=\"(?<id>[a-z]+)\" role=\"img\".*?<svg(?<svg>.*?)</svg>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Chart();

    [GeneratedRegex("<path ")]
    private static partial Regex Mark();
}
