using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>The telemetry of one batch: instruments, spans and CloudWatch lines as listeners receive them.</summary>
/// <param name="Instruments">Instruments with their tags.</param>
/// <param name="Spans">Spans with their tags.</param>
/// <param name="EmbeddedMetrics">Metrics of the embedded lines.</param>
sealed record TelemetryPage(string Instruments, string Spans, string EmbeddedMetrics)
{
    internal static async Task<TelemetryPage> OfABatchAsync()
    {
        var instruments = new SortedDictionary<string, (Instrument Instrument, SortedSet<string> Tags)>(StringComparer.Ordinal);
        List<Activity> spans = [];
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != PipelineTelemetry.SourceName) { return; }
            instruments[instrument.Name] = (instrument, new(StringComparer.Ordinal));
            listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => { lock (spans) { spans.Add(span); } },
        };
        ActivitySource.AddActivityListener(activities);
        using var embedded = new MemoryStream();
        using var lake = new TemporaryDirectory();

        // Other tests' batches have other traces.
        using var trace = new Activity("test").Start();
        var store = new DirectoryObjectStore(lake.FullPath, new() { Sync = false });
        var options = new StreamPipelineOptions { Schemas = [ExampleBatch.Schema], EmbeddedMetrics = new(embedded, "BiPipeline") };
        var outcome = await new StreamPipeline(store, options).ProcessAsync(Encoding.UTF8.GetBytes(ExampleBatch.Event), CancellationToken.None);

        (outcome.Rows, outcome.ChildRows, outcome.Rescued, outcome.Quarantined).ShouldBe((1, 1, 1, 1));
        return new(InstrumentRows(instruments), SpanRows(spans.Where(span => span.TraceId == trace.TraceId)), EmbeddedRows(Encoding.UTF8.GetString(embedded.ToArray())));

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags) { instruments[instrument.Name].Tags.Add(tag.Key); }
        }
    }

    /// <summary>Returns the log's lines, from the methods that write them.</summary>
    internal static string Log()
    {
        var page = new StringBuilder("| event | level | line |\n|---|---|---|\n");
        var lines = typeof(StreamPipeline).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(line => line.EventId);
        foreach (var line in lines) { page.Append(CultureInfo.InvariantCulture, $"| {line.EventId} | {line.Level} | {line.Message} |\n"); }
        return page.ToString();
    }

    static string InstrumentRows(IEnumerable<KeyValuePair<string, (Instrument Instrument, SortedSet<string> Tags)>> instruments)
    {
        var page = new StringBuilder("| instrument | is | unit | tags | what it counts |\n|---|---|---|---|---|\n");
        foreach (var (name, (instrument, tags)) in instruments)
        {
            var kind = instrument.GetType().Name.Split('`')[0].ToLowerInvariant();
            page.Append("| `").Append(name).Append("` | ").Append(kind).Append(" | `").Append(instrument.Unit).Append("` | ").AppendJoin(", ", tags.Select(tag => $"`{tag}`")).Append(" | ").Append(instrument.Description).Append(" |\n");
        }
        return page.ToString();
    }

    static string SpanRows(IEnumerable<Activity> spans)
    {
        var page = new StringBuilder("| span | in | kind | tags |\n|---|---|---|---|\n");
        foreach (var span in spans.OrderBy(span => span.StartTimeUtc).ThenBy(span => ParentOf(span) is not null))
        {
            page.Append("| `").Append(span.OperationName).Append("` | ").Append(ParentOf(span) is { } parent ? $"`{parent.OperationName}`" : "").Append(" | ").Append(span.Kind.ToString().ToLowerInvariant()).Append(" | ").AppendJoin(", ", span.TagObjects.Select(tag => $"`{tag.Key}`")).Append(" |\n");
        }
        return page.ToString();
    }

    static Activity? ParentOf(Activity span) => span.Parent is { Source.Name: PipelineTelemetry.SourceName } parent ? parent : null;

    static string EmbeddedRows(string lines)
    {
        var rows = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!["_aws"]!["CloudWatchMetrics"]![0]!)
            .SelectMany(directive => directive["Metrics"]!.AsArray().Select(metric => (
                Name: metric!["Name"]!.GetValue<string>(),
                Unit: metric["Unit"]!.GetValue<string>(),
                Dimension: directive["Dimensions"]![0]!.AsArray() is [var only] ? $"`{only}`" : "none")))
            .GroupBy(metric => (metric.Name, metric.Unit))
            .OrderBy(metric => metric.Key.Name, StringComparer.Ordinal);
        return "| metric | unit | dimension |\n|---|---|---|\n" + string.Concat(rows.Select(metric => $"| `{metric.Key.Name}` | {metric.Key.Unit} | {string.Join(" and ", metric.Select(one => one.Dimension).Distinct(StringComparer.Ordinal))} |\n"));
    }
}
