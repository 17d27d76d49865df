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
    public void Print_SeriesOfDays_ShowsTheLastDaysAndReportsIt()
    {
        var text = Rendered.Text(console => ResultTablePrinter.Print(console, Report.Days, 7));

        text.ShouldContain("2026-10-31");
        text.ShouldNotContain("2025-09-02");
        text.ShouldContain("the last 7 of 336 rows");
    }

    [Fact]
    public void Print_NarrowTerminal_OmitsColumnsAndKeepsNumbersWhole()
    {
        var text = Rendered.Text(console => ResultTablePrinter.Print(console, Report.Customers, 3), width: 80);

        text.ShouldMatch(@"1\s+Marble Taller\s+Spain\s+14\s+127\s+4,899\.54\s+349\.97");
        text.ShouldContain("the first 3 of 20 rows; 2 more columns in a wider terminal");
        text.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void Print_WideTerminal_ShowsNamesInPlaceOfTheirKeys()
    {
        var text = Rendered.Text(console => ResultTablePrinter.Print(console, Report.Customers, 20));

        text.ShouldMatch(@"2\s+Öko & Söhne <Wien>\s+Austria\s+12\s+119\s+4,659\.81\s+388\.32\s+2025-11-30\s+2026-09-20");
        text.ShouldNotContain("CUST-");
        text.ShouldNotContain("more columns");
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
