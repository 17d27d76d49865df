using System.Text.Json;
using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// Writes a batch's metrics as log lines, from which CloudWatch makes metrics (CloudWatch user guide, "Embedded metric format"). Needs no
/// call, agent or package. Writes one line per table of the batch: Rows, Rescued, Quarantined, Files, FileBytes, PutLatency and
/// FreshnessLag with the dimension Table, and Records, FilesFailed and FreshnessLag without a dimension. CloudWatch charges per metric,
/// table and month.
/// </summary>
public sealed partial class EmbeddedMetrics
{
    // Limit of values of one metric per line (CloudWatch user guide, "Specification: Embedded metric format").
    const int MaxValues = 100;

    readonly Stream _output;
    readonly string _namespace;
    readonly Lock _gate = new();

    /// <summary>Creates metrics that go to a stream, which the caller disposes. Lambda's log is the process's standard output.</summary>
    /// <param name="output">Receives the lines. Each line is written and flushed as a whole.</param>
    /// <param name="metricNamespace">
    /// The namespace in CloudWatch: 1 to 255 letters, digits and <c>.-_/#:</c>, not beginning with <c>AWS/</c>.
    /// </param>
    /// <exception cref="ArgumentException">CloudWatch does not accept the namespace.</exception>
    public EmbeddedMetrics(Stream output, string metricNamespace)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(metricNamespace);
        if (!NamespaceText().IsMatch(metricNamespace) || metricNamespace.StartsWith("AWS/", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The metrics' namespace is '{metricNamespace}'; expected 1 to 255 letters, "
                    + "digits and .-_/#: that do not begin with AWS/.",
                nameof(metricNamespace));
        }
        (_output, _namespace) = (output, metricNamespace);
    }

    /// <summary>Creates metrics that go to the process's standard output.</summary>
    /// <param name="metricNamespace">The namespace in CloudWatch.</param>
    /// <exception cref="ArgumentException">CloudWatch does not accept the namespace.</exception>
    public static EmbeddedMetrics ToConsole(string metricNamespace) => new(Console.OpenStandardOutput(), metricNamespace);

    internal void Write(StreamOutcome outcome, DateTimeOffset now)
    {
        using var lines = new MemoryStream();
        WriteLine(lines, now, table: null,
        [
            new("Records", "Count", [outcome.Records]),
            new("FilesFailed", "Count", [outcome.Commit.Failures.Count]),
            .. Lag(outcome),
        ]);
        foreach (var table in outcome.Tables)
        {
            var objects = outcome.Commit.Objects.Where(item => item.Table == table.Table).ToArray();
            if (table.IsEmpty && objects.Length == 0) { continue; }
            WriteLine(lines, now, table.Table,
            [
                new("Rows", "Count", [table.Rows]),
                new("Rescued", "Count", [table.Rescued]),
                new("Quarantined", "Count", [table.Quarantined]),
                new("Files", "Count", [objects.Length]),
                new("FileBytes", "Bytes", [objects.Sum(item => item.Bytes)]),
                new("PutLatency", "Milliseconds", [.. objects.Take(MaxValues).Select(PutLatency)]),
                .. table.Rows > 0 ? Lag(outcome) : [],
            ]);
        }
        lock (_gate)
        {
            lines.WriteTo(_output);
            _output.Flush();
        }
    }

    static double PutLatency(LakeObject item) => Math.Round(item.PutTime.TotalMilliseconds, 3);

    static Metric[] Lag(StreamOutcome outcome) =>
        outcome.FreshnessLag is { } lag ? [new("FreshnessLag", "Seconds", [Math.Round(lag.TotalSeconds, 3)])] : [];

    void WriteLine(Stream lines, DateTimeOffset now, string? table, Metric[] metrics)
    {
        using (var json = new Utf8JsonWriter(lines))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            json.WriteStartObject();
            json.WriteString("Namespace", _namespace);
            json.WriteStartArray("Dimensions");
            json.WriteStartArray();
            if (table is not null) { json.WriteStringValue("Table"); }
            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteStartArray("Metrics");
            foreach (var metric in metrics.Where(metric => metric.Values.Count > 0))
            {
                json.WriteStartObject();
                json.WriteString("Name", metric.Name);
                json.WriteString("Unit", metric.Unit);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            if (table is not null) { json.WriteString("Table", table); }
            foreach (var metric in metrics.Where(metric => metric.Values.Count > 0)) { WriteValues(json, metric); }
            json.WriteEndObject();
        }
        lines.WriteByte((byte)'\n');
    }

    static void WriteValues(Utf8JsonWriter json, Metric metric)
    {
        json.WritePropertyName(metric.Name);
        if (metric.Values is [var value])
        {
            json.WriteNumberValue(value);
            return;
        }
        json.WriteStartArray();
        foreach (var one in metric.Values) { json.WriteNumberValue(one); }
        json.WriteEndArray();
    }

    // Omits a metric without values.
    sealed record Metric(string Name, string Unit, IReadOnlyList<double> Values);

    [GeneratedRegex(@"^[A-Za-z0-9._/#:-]{1,255}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceText();
}
