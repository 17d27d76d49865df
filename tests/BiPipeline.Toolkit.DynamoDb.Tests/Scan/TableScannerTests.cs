using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Scan;

/// <summary>Tests the scanner with a table of ten items per segment in pages of three, and DynamoDB's refusals.</summary>
public sealed class TableScannerTests
{
    static readonly TableScannerOptions Options = new() { Table = "orders", Segments = 2, PageBytes = 64 * 1024 };

    [Fact]
    public async Task RunAsync_TwoSegments_PassesEveryItemOnce()
    {
        using var dynamo = new FakeTable();

        var pages = await ScanAsync(dynamo, Options);

        pages.Select(page => (page.Segment, page.Number, page.Items, page.Next)).Order().ShouldBe([(0, 0, 10, null), (1, 0, 10, null)]);
        Ids(pages).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}").Order(StringComparer.Ordinal));
        pages.Sum(page => page.CapacityUnits).ShouldBe(8);
        dynamo.Requests.ShouldAllBe(request => request.TotalSegments == 2 && request.ConsistentRead != true && request.Limit == null);
    }

    [Fact]
    public async Task RunAsync_StoppedAfterAnyPage_ContinuesThere()
    {
        // An item has about 40 KB, so that two answers of three fill a page.
        var options = Options with { Segments = 1, PageBytes = 200 * 1024 };
        using var whole = new FakeTable(padding: 40_000);
        var all = await ScanAsync(whole, options);
        all.Select(page => (page.Number, page.Items, page.Next is null)).ShouldBe([(0, 6, false), (1, 4, true)]);
        using var dynamo = new FakeTable(padding: 40_000);

        var rest = await ScanAsync(dynamo, options, segment => segment == 0 ? (1, all[0].Next) : null);

        rest.Select(page => (page.Number, page.Items)).ShouldBe([(1, 4)]);
        Ids(rest).ShouldBe(["6", "7", "8", "9"]);
    }

    [Fact]
    public async Task RunAsync_FinishedSegment_IsNotRead()
    {
        using var dynamo = new FakeTable();

        Ids(await ScanAsync(dynamo, Options, segment => segment == 0 ? null : (0, null))).ShouldBe(Enumerable.Range(10, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task RunAsync_LimitOfCapacity_IsKeptOnAverage()
    {
        var time = new InstantTime();
        using var dynamo = new FakeTable(units: 30);

        await ScanAsync(dynamo, Options with { Segments = 1, CapacityUnitsPerSecond = 10, TimeProvider = time });

        // Four answers of 30 units; the last needs no wait.
        (time.GetUtcNow() - new InstantTime().GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(9));
        dynamo.Requests[0].Limit.ShouldBe(100);
        // Three items took 30 units, and one second has ten.
        dynamo.Requests[1].Limit.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_BusyTable_RetriesAfterGrowingWaits()
    {
        var time = new InstantTime();
        using var dynamo = new FakeTable(refusals: 3);

        Ids(await ScanAsync(dynamo, Options with { Segments = 1, TimeProvider = time })).Count().ShouldBe(10);

        time.Waits.ShouldBe([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)]);
    }

    [Fact]
    public async Task RunAsync_TableThatStaysBusy_Throws()
    {
        using var dynamo = new FakeTable(refusals: 100);

        (await Should.ThrowAsync<TimeoutException>(() => ScanAsync(dynamo, Options with { Segments = 1, MaxAttempts = 3, TimeProvider = new InstantTime() }))).Message.ShouldBe(
            "Table 'orders' was too busy for a scan in 3 attempts; expected an answer. Lower CapacityUnitsPerSecond or the segments, and run again; it continues from here.");
    }

    [Fact]
    public void Options_OutsideTheirRange_ListEveryProblem() =>
        Should.Throw<ToolkitOptionsException>(() => new TableScannerOptions { Segments = 0, CapacityUnitsPerSecond = 0.5, PageBytes = 1, MaxAttempts = 0, FirstWait = TimeSpan.FromMinutes(1) }.Validate())
            .Problems.Count.ShouldBe(6);

    static async Task<List<ScanPage>> ScanAsync(FakeTable dynamo, TableScannerOptions options, Func<int, (int Number, string? Position)?>? continueAt = null)
    {
        List<ScanPage> pages = [];
        await new TableScanner(dynamo, options).RunAsync(
            (page, _) =>
            {
                lock (pages) { pages.Add(page with { Lines = page.Lines.ToArray() }); }
                return Task.CompletedTask;
            },
            continueAt);
        return pages;
    }

    static IEnumerable<string> Ids(IEnumerable<ScanPage> pages) => pages
        .SelectMany(page => Encoding.UTF8.GetString(page.Lines.Span).TrimEnd('\n').Split('\n'))
        .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["Item"]!["id"]!["S"]!.GetValue<string>())
        .Order(StringComparer.Ordinal);

    sealed class FakeTable(double units = 1, int refusals = 0, int padding = 0) : AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:9" })
    {
        readonly Lock _gate = new();
        int _refusals = refusals;

        internal List<ScanRequest> Requests { get; } = [];

        public override Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default)
        {
            lock (_gate)
            {
                if (_refusals-- > 0) { throw new ProvisionedThroughputExceededException("slow down") { ErrorCode = "ProvisionedThroughputExceededException" }; }
                Requests.Add(new ScanRequest { TotalSegments = request.TotalSegments, Limit = request.Limit, ConsistentRead = request.ConsistentRead });
                var first = request.ExclusiveStartKey is { Count: > 0 } key ? int.Parse(key["id"].S, System.Globalization.CultureInfo.InvariantCulture) + 1 : request.Segment!.Value * 10;
                var end = (request.Segment!.Value + 1) * 10;
                Dictionary<string, AttributeValue>[] items = [.. Enumerable.Range(first, Math.Min(3, end - first)).Select(i => new Dictionary<string, AttributeValue> { ["id"] = new($"{i}"), ["more"] = new(new string('x', padding)) })];
                return Task.FromResult(new ScanResponse
                {
                    Items = [.. items],
                    LastEvaluatedKey = first + items.Length < end ? new() { ["id"] = items[^1]["id"] } : null,
                    ConsumedCapacity = new() { CapacityUnits = units },
                });
            }
        }
    }
}
