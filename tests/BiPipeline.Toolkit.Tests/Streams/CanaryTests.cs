using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Parquet;
using BiPipeline.Toolkit.Tests.Data;
using BiPipeline.Toolkit.Tests.Telemetry;

namespace BiPipeline.Toolkit.Tests.Streams;

/// <summary>Checks that a payload's values appear only in the lake, and protected values not even there, with any faults.</summary>
public sealed class CanaryTests : IDisposable
{
    static readonly TableSchema Schema = Orders.Schema with { Table = "canaries", Source = new("orders"), Children = [Orders.Schema.Children[0] with { Table = "canary_lines" }] };

    static readonly TableSchema Guarded = Schema with
    {
        Unknown = UnknownAttributes.Rescue,
        Policies = [.. new[] { ("id", PolicyAction.Hash), ("amount", PolicyAction.Hash), ("text", PolicyAction.Drop), ("lines", PolicyAction.Drop), ("other", PolicyAction.Hash), ("deep", PolicyAction.Drop) }.Select(policy => new AttributePolicy(AttributePath.Parse(policy.Item1), policy.Item2))],
    };

    readonly RecordingLogger<StreamPipeline> _logger = new();
    readonly MemoryStream _metricLines = new();
    readonly Measurements _measurements = new();
    readonly ConcurrentQueue<string> _spans = new();
    readonly List<string> _exceptions = [];
    readonly ActivityListener _listener;

    public CanaryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _spans.Enqueue($"{span.OperationName} {span.Status} {span.StatusDescription} {string.Join(' ', span.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _measurements.Dispose();
        _metricLines.Dispose();
    }

    string[] Told => [.. _logger.Lines, .. _measurements.All, .. _spans, .. _exceptions, Encoding.UTF8.GetString(_metricLines.ToArray())];

    [Fact]
    public async Task Streams_AnyRecordsAndFaults_RevealNoValue()
    {
        var store = await PlayAsync(Schema);

        // The canary is in the lake, so that the search below would find it.
        Objects(store).ShouldContain(text => text.Contains(CanaryRecords.Text, StringComparison.Ordinal));
        _exceptions.ShouldNotBeEmpty();
        _logger.Lines.ShouldContain(line => line.StartsWith("1002 ", StringComparison.Ordinal));
        _logger.Lines.ShouldContain(line => line.StartsWith("1003 ", StringComparison.Ordinal));
        Met(Told).ShouldBeEmpty();
    }

    [Fact]
    public async Task Streams_ValuesUnderPolicies_AreInNoObject()
    {
        var store = await PlayAsync(Guarded);

        store.Keys.Select(key => key[..key.IndexOf('/')]).Distinct().ShouldBe(["processed", "quarantine", "raw", "schemas"]);
        Met([.. Told, .. store.Keys, .. Objects(store)]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_AnyRecords_RevealNoValue(bool guarded)
    {
        var records = new CanaryRecords(7);
        var store = new InMemoryObjectStore();
        var options = new FilePipelineOptions { Schemas = [guarded ? Guarded : Schema], Flatten = Flatten, Format = Format };
        byte[][] inputs = [records.Lines(60), records.Event(40), .. Enumerable.Range(0, 60).Select(_ => records.Mangled(3))];
        foreach (var input in inputs)
        {
            try
            {
                await new FilePipeline(store, options).RunAsync([FileInput.From("input", input.Length, () => new MemoryStream(input))]);
            }
            catch (InvalidDataException exception)
            {
                _exceptions.Add(exception.ToString());
            }
        }

        store.Keys.ShouldNotBeEmpty();
        _exceptions.ShouldNotBeEmpty();
        Met(guarded ? [.. Told, .. store.Keys, .. Objects(store)] : Told).ShouldBeEmpty();
    }

    static FlattenOptions Flatten { get; } = new FlattenOptions { HashKey = Encoding.UTF8.GetBytes("a key of the test's own") };

    // Uncompressed, so that values are readable in the files.
    static ParquetFormat Format { get; } = new(new ParquetOptions { Codec = ParquetCodec.None });

    async Task<InMemoryObjectStore> PlayAsync(TableSchema schema)
    {
        var random = new Random(11);
        var records = new CanaryRecords(3);
        var store = new InMemoryObjectStore();
        var faulty = new FaultyStore(store, (put, key) => random.Next(5) switch
        {
            0 => new StoreFault { Before = new IOException($"Put {put} of {key} failed.") },
            1 => new StoreFault { After = new TimeoutException() },
            _ => StoreFault.None,
        });
        var options = new StreamPipelineOptions
        {
            Schemas = [schema],
            Flatten = Flatten,
            Format = Format,
            Writer = new LakeWriterOptions { ParallelPuts = 1 },
            EmbeddedMetrics = new EmbeddedMetrics(_metricLines, "Canaries"),
        };
        var pipeline = new StreamPipeline(faulty, options, _logger);
        for (var i = 0; i < 200; i++)
        {
            try
            {
                await pipeline.HandleAsync(new MemoryStream(i % 2 == 0 ? records.Event(8) : records.Mangled(6)), CancellationToken.None);
            }
            catch (Exception exception) when (exception is PayloadException or IOException)
            {
                _exceptions.Add(exception.ToString());
            }
        }
        return store;
    }

    static IEnumerable<string> Objects(InMemoryObjectStore store) => store.Keys.Select(key => key.EndsWith(".gz", StringComparison.Ordinal) ? LakeContents.Unzip(store[key]) : Encoding.Latin1.GetString(store[key].Span));

    static string[] Met(string[] texts) => [.. texts.Where(text => CanaryRecords.Forms.Any(form => text.Contains(form, StringComparison.Ordinal))).Select(text => text[..Math.Min(text.Length, 600)]).Take(3)];
}
