using OrdersPipeline.Printing;
using OrdersPipeline.Status;
using OrdersPipeline.Tests.Printing;

namespace OrdersPipeline.Tests.Status;

public sealed class StatusPrinterTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly PipelineStatus Filled = new()
    {
        Orders = 673,
        Changes = 2802,
        LatestChange = Now.AddMinutes(-90),
        ChangesWithRescuedValues = 207,
        Zones = [new("processed", 884, 6_600_000), new("quarantine", 1, 900), new("aws", 2, 12_000_000)],
        Datasets = [new("revenue_by_category", 6, 600), new("lines", 1_000_000_000, 1_500_000_000_000)],
    };

    [Fact]
    public void Print_FilledLake_ShowsRowsAgeFilesAndLimits()
    {
        var text = Rendered.Text(console => StatusPrinter.Print(console, Filled, Now));

        text.ShouldContain("orders       673 now; 2,802 changes so far, 207 of them with rescued values\n");
        text.ShouldContain("latest       2026-11-01 10:30:00 UTC, 90 min ago\n");
        text.ShouldContain("processed    884 files, 6.6 MB\n");
        text.ShouldContain("quarantine   1 files, 0.0 MB: records that could not be read; see table orders_quarantine\n");
        text.ShouldContain("aws          2 files, 12.0 MB: discarded batches; 'bipipeline flatten' reads them as input\n");
        text.ShouldMatch(@"revenue_by_category +6 +0\.6 kB +< 0\.01 % +fits");
        // 1.5 TB of 2 TiB are more of their limit than 1 of 2 billion rows.
        text.ShouldMatch(@"lines +1,000,000,000 +1,500\.0 GB +68\.21 % +too large");
    }

    [Fact]
    public void Print_EmptyLake_ReportsIt()
    {
        var text = Rendered.Text(console => StatusPrinter.Print(console, Filled with { Orders = 0, Changes = 0, LatestChange = null, Zones = [], Datasets = [] }, Now));

        text.ShouldContain("latest   no change has arrived yet");
        text.ShouldContain("lake     empty");
    }
}
