using System.Diagnostics;
using System.Diagnostics.Metrics;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// The pipelines' metrics and traces for OpenTelemetry, or for any <see cref="MeterListener"/> and <see cref="ActivityListener"/>: add
/// <see cref="SourceName"/> as a source and as a meter. They contain counts, table names, zones and times, never text from a payload. They
/// cost nothing without a listener. A retried batch counts again; its objects then count as existing.
/// </summary>
public static class PipelineTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string SourceName = "BiPipeline.Toolkit";

    const string Table = "bipipeline.table";
    const string Zone = "bipipeline.zone";

    static readonly string? Version = typeof(PipelineTelemetry).Assembly.GetName().Version?.ToString(3);
    static readonly Meter Meter = new(SourceName, Version);

    static readonly Counter<long> Records =
        Meter.CreateCounter<long>("bipipeline.records", "{record}", "Records handled.");
    static readonly Counter<long> Rows =
        Meter.CreateCounter<long>("bipipeline.rows", "{row}", "Rows written, by table.");
    static readonly Counter<long> Rescued =
        Meter.CreateCounter<long>("bipipeline.rescued", "{value}", "Values that fit no column, by table.");
    static readonly Counter<long> Quarantined =
        Meter.CreateCounter<long>("bipipeline.quarantined", "{record}", "Records in quarantine, by table.");
    static readonly Counter<long> Files =
        Meter.CreateCounter<long>("bipipeline.files", "{file}", "Objects stored, by table, zone and whether they are new.");
    static readonly Counter<long> Bytes =
        Meter.CreateCounter<long>("bipipeline.file.bytes", "By", "Bytes of new objects, by table and zone.");
    static readonly Counter<long> NotStored =
        Meter.CreateCounter<long>("bipipeline.files.failed", "{file}", "Objects that could not be stored.");
    static readonly Histogram<double> PutDuration =
        Meter.CreateHistogram<double>("bipipeline.put.duration", "s", "Time of the store per object, by zone.");
    static readonly Histogram<double> FreshnessLag =
        Meter.CreateHistogram<double>("bipipeline.freshness.lag", "s", "Time from a batch's oldest change until it was stored.");

    internal static ActivitySource Activities { get; } = new(SourceName, Version);

    internal static void Record(StreamOutcome outcome)
    {
        RecordRows(outcome.Records, outcome.Tables);
        RecordObjects(outcome.Commit);
        if (outcome.FreshnessLag is { } lag) { FreshnessLag.Record(lag.TotalSeconds); }
    }

    internal static void RecordRows(int records, IEnumerable<TableOutcome> tables)
    {
        Records.Add(records);
        foreach (var table in tables)
        {
            var name = new KeyValuePair<string, object?>(Table, table.Table);
            Rows.Add(table.Rows, name);
            Rescued.Add(table.Rescued, name);
            Quarantined.Add(table.Quarantined, name);
        }
    }

    internal static void RecordObjects(LakeCommit commit)
    {
        foreach (var item in commit.Objects)
        {
            var table = new KeyValuePair<string, object?>(Table, item.Table);
            var zone = new KeyValuePair<string, object?>(Zone, LakeLayout.ZoneName(item.Zone));
            var isNew = item.Outcome == PutOutcome.Created;
            Files.Add(1, table, zone, new("bipipeline.outcome", isNew ? "created" : "already_exists"));
            if (isNew) { Bytes.Add(item.Bytes, table, zone); }
            PutDuration.Record(item.PutTime.TotalSeconds, zone);
        }
        if (commit.Failures.Count > 0) { NotStored.Add(commit.Failures.Count); }
    }

    internal static void Describe(Activity? activity, StreamOutcome outcome)
    {
        if (activity is null) { return; }
        activity.SetTag("bipipeline.records", outcome.Records);
        activity.SetTag("bipipeline.rows", outcome.Rows);
        activity.SetTag("bipipeline.child_rows", outcome.ChildRows);
        activity.SetTag("bipipeline.quarantined", outcome.Quarantined);
        activity.SetTag("bipipeline.rescued", outcome.Rescued);
        activity.SetTag("bipipeline.files", outcome.Commit.Objects.Count);
        activity.SetTag("bipipeline.files.failed", outcome.Commit.Failures.Count);
        if (!outcome.Commit.IsComplete) { activity.SetStatus(ActivityStatusCode.Error, "Not every object could be stored."); }
    }
}
