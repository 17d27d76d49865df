using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Local;
using OrdersPipeline.Printing;

namespace OrdersPipeline.Tests.Printing;

public sealed class SummaryPrinterTests
{
    static readonly LakeOutcome Lake = new()
    {
        Payloads = 29,
        Records = 2802,
        BytesIn = 7_500_000,
        HandlerTime = TimeSpan.FromSeconds(0.5),
        Rows = 9000,
        Rescued = 12,
        Quarantined = 0,
        Zones = [new ZoneFiles("processed", 10, 2_000_000), new ZoneFiles("raw", 5, 400_000)],
        NewFiles = 15,
        ChangedFiles = 0,
    };

    [Fact]
    public void Print_FirstRun_ShowsTheNumbers()
    {
        var text = Rendered.Text(console => SummaryPrinter.Print(console, Lake, [], ["out/lake", "out/dashboard.html"]));

        text.ShouldContain("2,802 records in 29 Lambda payloads, 7.5 MB");
        text.ShouldContain("0.50 s, 15.0 MB/s into 15 files");
        text.ShouldContain("9,000 typed, 12 values rescued, 0 records in quarantine");
        text.ShouldContain("processed 10 files 2.0 MB, raw 5 files 0.4 MB");
        text.ShouldContain("15 new files, none replaced");
        text.ShouldContain("out/dashboard.html");
        text.ShouldNotContain("skipped");
    }

    [Fact]
    public void Print_SecondRun_ReportsNoChanges() =>
        Rendered.Text(console => SummaryPrinter.Print(console, Lake with { NewFiles = 0 }, [], [])).ShouldContain("nothing: every file existed");

    [Fact]
    public void Print_Checks_CountsAllAndListsFailures()
    {
        SqlCheckResult[] checks = [new(new("one revenue", "SELECT 1", "a.sql:1:1"), Passed: true, null), new(new("no double", "SELECT 1", "a.sql:2:1"), Passed: false, "2 rows where there should be none")];

        var text = Rendered.Text(console => SummaryPrinter.Print(console, Lake, checks, []));

        text.ShouldContain("1 of 2 pass");
        text.ShouldContain("FAIL  no double: 2 rows where there should be none (a.sql:2:1)");
        text.ShouldNotContain("one revenue");
    }

    [Fact]
    public void Print_ReplacedFile_IsHighlighted() =>
        Rendered.Text(console => SummaryPrinter.Print(console, Lake with { ChangedFiles = 1 }, [], [])).ShouldContain("15 new files, 1 CHANGED files");
}
