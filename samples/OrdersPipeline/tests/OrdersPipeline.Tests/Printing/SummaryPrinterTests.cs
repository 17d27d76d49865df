using OrdersPipeline.Printing;

namespace OrdersPipeline.Tests.Printing;

public sealed class SummaryPrinterTests
{
    static readonly RunSummary Summary = new()
    {
        Payloads = 29,
        Records = 2802,
        BytesIn = 7_500_000,
        HandlerTime = TimeSpan.FromSeconds(0.5),
        Rows = 9000,
        Rescued = 12,
        Quarantined = 0,
        Zones = [new LakeZone("processed", 10, 2_000_000), new LakeZone("raw", 5, 400_000)],
        NewFiles = 15,
        ChangedFiles = 0,
        Written = ["out/dashboard.html"],
    };

    [Fact]
    public void Print_FirstRun_TellsTheNumbers()
    {
        var text = Rendered.Text(console => SummaryPrinter.Print(console, Summary));

        text.ShouldContain("2,802 records in 29 Lambda payloads, 7.5 MB");
        text.ShouldContain("0.50 s, 15.0 MB/s");
        text.ShouldContain("9,000 typed, 12 with rescued values, 0 records in quarantine");
        text.ShouldContain("processed 10 files 2.0 MB, raw 5 files 0.4 MB");
        text.ShouldContain("15 new files, none replaced");
    }

    [Fact]
    public void Print_SecondRun_SaysThatNothingChanged() =>
        Rendered.Text(console => SummaryPrinter.Print(console, Summary with { NewFiles = 0 })).ShouldContain("nothing: every file was there already, byte for byte");

    [Fact]
    public void Print_ReplacedFile_IsLoud() =>
        Rendered.Text(console => SummaryPrinter.Print(console, Summary with { ChangedFiles = 1 })).ShouldContain("15 new files, 1 CHANGED files");
}
