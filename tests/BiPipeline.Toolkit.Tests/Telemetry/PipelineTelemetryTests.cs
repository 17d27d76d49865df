using System.Collections.Concurrent;
using System.Diagnostics;
using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.Telemetry;

public sealed class PipelineTelemetryTests
{
    static readonly TableSchema Schema = Orders.Schema with
    {
        Table = "measured",
        Source = new("orders"),
        Children = [.. Orders.Schema.Children.Select(child => child with { Table = "measured_lines" })],
    };

    static readonly Change[] Batch = [new("a", "1") { Lines = 2 }, new("b", "2") { Poison = true }, new("c", "3") { Day = 1, Lines = 1 }];

    readonly FakeTimeProvider _time = new(Change.Begin);

    Task<StreamOutcome> ProcessAsync(IObjectStore store, params Change[] changes) =>
        new StreamPipeline(store, Orders.Options with { Schemas = [Schema], TimeProvider = _time }).ProcessAsync(Change.Event(changes), CancellationToken.None);

    [Fact]
    public async Task Process_Batch_MeasuresRowsFilesAndBytesByTable()
    {
        using var measurements = new Measurements();
        var store = new InMemoryObjectStore();

        await ProcessAsync(store, Batch);

        var sums = Sums(measurements, "table=measured");
        sums["bipipeline.rows bipipeline.table=measured"].ShouldBe(2);
        sums["bipipeline.rows bipipeline.table=measured_lines"].ShouldBe(3);
        sums["bipipeline.quarantined bipipeline.table=measured"].ShouldBe(1);
        sums["bipipeline.rescued bipipeline.table=measured"].ShouldBe(0);
        sums["bipipeline.files bipipeline.table=measured bipipeline.zone=raw bipipeline.outcome=created"].ShouldBe(2);
        sums["bipipeline.files bipipeline.table=measured bipipeline.zone=processed bipipeline.outcome=created"].ShouldBe(2);
        sums["bipipeline.files bipipeline.table=measured_lines bipipeline.zone=processed bipipeline.outcome=created"].ShouldBe(2);
        sums["bipipeline.files bipipeline.table=measured bipipeline.zone=quarantine bipipeline.outcome=created"].ShouldBe(1);
        sums["bipipeline.file.bytes bipipeline.table=measured bipipeline.zone=raw"].ShouldBe(store.Keys.Where(key => key.StartsWith("raw/", StringComparison.Ordinal)).Sum(key => store[key].Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_Files_MeasuresRowsAndFilesByTable(int threads)
    {
        var schema = Schema with { Table = $"measured_files{threads}", Children = [Schema.Children[0] with { Table = $"measured_file_lines{threads}" }] };
        var lines = Change.LinesOf(Batch);
        using var measurements = new Measurements();

        await new FilePipeline(new InMemoryObjectStore(), new FilePipelineOptions { Schemas = [schema], Format = Orders.Options.Format, Threads = threads })
            .RunAsync([FileInput.From("lines", lines.Length, () => new MemoryStream(lines))]);

        var sums = Sums(measurements, "table=measured_file");
        sums[$"bipipeline.rows bipipeline.table=measured_files{threads}"].ShouldBe(2);
        sums[$"bipipeline.rows bipipeline.table=measured_file_lines{threads}"].ShouldBe(3);
        sums[$"bipipeline.files bipipeline.table=measured_files{threads} bipipeline.zone=raw bipipeline.outcome=created"].ShouldBe(2);
    }

    [Fact]
    public async Task Process_SameBatchAgain_CountsItsFilesAsExistingAndNoBytes()
    {
        var store = new InMemoryObjectStore();
        await ProcessAsync(store, Batch);
        using var measurements = new Measurements();

        await ProcessAsync(store, Batch);

        var sums = Sums(measurements, "table=measured");
        sums["bipipeline.files bipipeline.table=measured bipipeline.zone=raw bipipeline.outcome=already_exists"].ShouldBe(2);
        sums.Keys.ShouldNotContain(key => key.StartsWith("bipipeline.file.bytes", StringComparison.Ordinal) || key.Contains("outcome=created", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_Batch_ReportsTheLagOfItsOldestChange()
    {
        _time.Advance(TimeSpan.FromDays(10) + TimeSpan.FromSeconds(7));

        (await ProcessAsync(new InMemoryObjectStore(), new("a", "1") { Day = 9 }, new("b", "2") { Day = 4 }, new("c", "3") { Day = 5 })).FreshnessLag.ShouldBe(TimeSpan.FromDays(6) + TimeSpan.FromSeconds(7));
        (await ProcessAsync(new InMemoryObjectStore(), new Change("a", "1") { Day = 20 })).FreshnessLag.ShouldBe(TimeSpan.Zero);
        (await ProcessAsync(new InMemoryObjectStore(), new Change("a", "1") { Poison = true })).FreshnessLag.ShouldBeNull();
    }

    [Fact]
    public async Task Process_Batch_StartsASpanWithItsParts()
    {
        using var root = new Activity("test").Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(root, spans);

        await ProcessAsync(new InMemoryObjectStore(), Batch);

        spans.Select(span => span.OperationName).ShouldBe(["bipipeline.flatten", "bipipeline.store", "bipipeline.batch"]);
        var batch = spans.Last();
        spans.Take(2).ShouldAllBe(span => span.ParentSpanId == batch.SpanId);
        (batch.Kind, batch.Status, batch.GetTagItem("bipipeline.records"), batch.GetTagItem("bipipeline.quarantined")).ShouldBe((ActivityKind.Consumer, ActivityStatusCode.Unset, 3, 1L));
    }

    [Fact]
    public async Task Process_ObjectNotStored_SetsTheSpanToError()
    {
        using var root = new Activity("test").Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(root, spans);

        await ProcessAsync(new FaultyStore(new InMemoryObjectStore(), (_, _) => StoreFault.Refusal("no")), Batch);

        spans.Last().Status.ShouldBe(ActivityStatusCode.Error);
    }

    // Only spans below this test's own.
    static ActivityListener Listen(Activity root, ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == root.TraceId) { spans.Enqueue(span); }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    static Dictionary<string, long> Sums(Measurements measurements, string part) =>
        measurements.All.Where(line => line.Contains(part, StringComparison.Ordinal)).Select(line => line.Split(" : ")).GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.Sum(pair => long.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)));
}
