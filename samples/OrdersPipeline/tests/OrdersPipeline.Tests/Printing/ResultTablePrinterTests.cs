using OrdersPipeline.Printing;
using OrdersPipeline.Results;
using OrdersPipeline.Tests.Oracle;

namespace OrdersPipeline.Tests.Printing;

public sealed class ResultTablePrinterTests
{
    static readonly SalesReport Report = OracleReport.Load();

    [Fact]
    public void Print_Categories_ShowsMoneyAndShares()
    {
        var text = Rendered.Text(console => ResultTablePrinter.Print(console, Report.Categories, 10));

        text.ShouldContain("revenue_by_category");
        text.ShouldMatch(@"1\s+Electronics\s+241\s+458\s+44,402\.94\s+30\.5 %");
        text.ShouldNotContain("rows");
    }

    [Fact]
    public void Print_CourseOfDays_ShowsTheLastAndSaysSo()
    {
        var text = Rendered.Text(console => ResultTablePrinter.Print(console, Report.Days, 7));

        text.ShouldContain("2026-10-31");
        text.ShouldNotContain("2025-09-02");
        text.ShouldContain("the last 7 of 336 rows");
    }

    [Fact]
    public void Print_MarkupInAName_IsText()
    {
        var table = new ResultTable("v", [new ResultColumn("name", "varchar")], [["[red]x[/]"], [null]]);

        var text = Rendered.Text(console => ResultTablePrinter.Print(console, table, 10));

        text.ShouldContain("[red]x[/]");
        text.ShouldContain("–");
    }
}
