using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OrdersPipeline.Dashboard;
using OrdersPipeline.Results;
using OrdersPipeline.Tests.Oracle;

namespace OrdersPipeline.Tests.Dashboard;

public sealed partial class DashboardPageTests
{
    const string Library = "var echarts = { note: '</script><!--' };";

    static readonly SalesReport Report = OracleReport.Load();

    static readonly string Page = DashboardPage.Write(Report, Library);

    [Fact]
    public void Write_Tiles_ShowTheReportsTotals()
    {
        var values = TileValue().Matches(Page).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value));

        values.ShouldBe(["€145,380", "609", "€238.72", "130", "4.8 %"]);
    }

    [Fact]
    public void Write_Tiles_NameTheirComparison()
    {
        var changes = Change().Matches(Page).Select(match => System.Net.WebUtility.HtmlDecode(Tag().Replace(match.Groups[1].Value, ""))).ToArray();

        changes.Length.ShouldBe(8);
        changes.Where((_, index) => index % 2 == 0).ShouldAllBe(change => change.EndsWith(" % vs Sep 2026", StringComparison.Ordinal));
        changes.Where((_, index) => index % 2 == 1).ShouldAllBe(change => change.EndsWith(" % vs Oct 2025", StringComparison.Ordinal));
        changes[..2].ShouldBe(["▲ 32.9 % vs Sep 2026", "▲ 129.5 % vs Oct 2025"]);
    }

    [Fact]
    public void Write_Header_ShowsTheAgeOfTheData() =>
        Page.ShouldContain($"<dt>Data as of</dt><dd>{OracleHistory.Load().Latest.ToString("d MMM yyyy, HH:mm", System.Globalization.CultureInfo.InvariantCulture)}</dd>");

    [Fact]
    public void Write_PartialMonth_IsNamed()
    {
        Page.ShouldContain("Sep 2025 starts on 2 Sep.");
        Page.ShouldNotContain(" ends on ");

        var page = DashboardPage.Write(Without(Report, "2026-10-31"), Library);

        page.ShouldContain("Oct 2026 ends on 30 Oct.");
        page.ShouldContain("Oct 2026, to 30 Oct: ");
    }

    [Theory]
    [InlineData("Revenue by month")]
    [InlineData("Order status")]
    [InlineData("Revenue by category")]
    [InlineData("Revenue by country")]
    [InlineData("Revenue by day")]
    public void Write_Chart_HasATableWithARowPerRowOfItsView(string title)
    {
        var table = Table().Matches(Page).Single(match => match.Groups["label"].Value == title).Groups["rows"].Value;
        var view = title switch { "Revenue by month" => Report.Months, "Order status" => Report.Stages, "Revenue by category" => Report.Categories, "Revenue by country" => Report.Countries, _ => Report.Days };

        Regex.Count(table, "<tr><th scope=\"row\">").ShouldBe(view.Values.Count);
        Page.ShouldContain($"<summary>{title} as a table</summary>");
    }

    [Fact]
    public void Write_MonthTable_ComparesWithThePreviousYear()
    {
        var rows = Table().Match(Page).Groups["rows"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(System.Net.WebUtility.HtmlDecode).ToArray();

        rows[0].ShouldEndWith("<td>–</td><td>–</td></tr>");
        rows[11].ShouldEndWith("<td>–</td></tr>");
        rows[^1].ShouldEndWith("<td>+32.9 %</td><td>+129.5 %</td></tr>");
    }

    [Fact]
    public void Write_SameReport_GivesTheSameText() => DashboardPage.Write(OracleReport.Load(), Library).ShouldBe(Page);

    [Fact]
    public void Write_Placeholders_AreAllFilled() => Page.ShouldNotContain("{{");

    [Fact]
    public void Write_Policy_HasOnlyTheHashesOfScriptsAndStyles()
    {
        var scripts = Script().Matches(Page).Select(match => match.Groups[1].Value).ToList();
        var style = Style().Match(Page).Groups[1].Value;

        scripts.Count.ShouldBe(2);
        Page.ShouldContain($"content=\"default-src 'none'; script-src {Hash(scripts[0])} {Hash(scripts[1])}; style-src {Hash(style)}; base-uri 'none'; form-action 'none'\"");
    }

    [Fact]
    public void Write_Elements_HaveNoInlineStylesAndNoHandlers()
    {
        var body = DataScript().Replace(Script().Replace(Page, ""), "");

        body.ShouldNotContain("style=\"");
        body.ShouldNotMatch(@"\son\w+=");
        body.ShouldNotContain("src=");
        body.ShouldNotContain("href=");
    }

    [Fact]
    public void Write_HostileNames_AreText()
    {
        const string hostile = "</script><script>alert(1)</script><!-- {{library}} & \"quoted\" 'n' \u2028";
        var report = new SalesReport([.. Report.Tables.Select(table => WithText(table, hostile))]);

        var page = DashboardPage.Write(report, Library);

        page.ShouldNotContain("<script>alert");
        page.ShouldContain("&lt;/script&gt;&lt;script&gt;alert(1)");
        page.ShouldContain("\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)");
        Script().Count(page).ShouldBe(2);
    }

    [Fact]
    public void Write_LibraryWithAnEndTag_KeepsTheScriptElementOpen() =>
        Page.ShouldContain("<script>var echarts = { note: '<\\/script><\\!--' };</script>");

    [Fact]
    public void Write_ChartLibrary_IsEChartsWithItsLicence()
    {
        var script = Script().Match(DashboardPage.Write(Report)).Groups[1].Value;

        script.TrimStart().ShouldStartWith("/*\n* Licensed to the Apache Software Foundation (ASF)");
        script.ShouldContain(".version=\"6.0.0\"");
    }

    [Fact]
    public void Write_ViewsWithoutRows_GivesAPage()
    {
        var days = Report.Days with { Values = [Report.Days.Values[0]] };
        var report = new SalesReport([.. Report.Tables.Select(table => table == Report.Days ? days : table with { Values = [] })]);

        DashboardPage.Write(report, Library).ShouldContain("no month yet");
    }

    [Fact]
    public void Write_MissingView_NamesIt() =>
        Should.Throw<InvalidOperationException>(() => new SalesReport([Report.Days])).Message.ShouldBe("The result of view 'revenue_by_category' is missing.");

    static SalesReport Without(SalesReport report, string day) => new([.. report.Tables.Select(table =>
        table == report.Days ? table with { Values = [.. table.Values.Where(row => row[table.IndexOf("order_date")] != day)] } : table)]);

    static ResultTable WithText(ResultTable table, string text) => table with
    {
        Values = [.. table.Values.Select(row => (IReadOnlyList<string?>)[.. row.Select((value, index) => table.Columns[index].Type == "varchar" ? text : value)])],
    };

    static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    [GeneratedRegex("<p class=\"value\">(.*?)</p>")]
    private static partial Regex TileValue();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<p class=\"change\">(.*?)</p>")]
    private static partial Regex Change();

    [GeneratedRegex("aria-label=\"(?<label>[^\"]*)\"><table>.*?<tbody>(?<rows>.*?)</tbody>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Table();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<script type=\"application/json\".*?</script>", RegexOptions.Singleline)]
    private static partial Regex DataScript();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
