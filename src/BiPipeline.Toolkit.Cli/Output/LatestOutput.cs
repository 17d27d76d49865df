using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes what happened to latest tables, and their state.</summary>
static class LatestOutput
{
    internal static string Of(LatestStatus status)
    {
        string[] lines =
        [
            $"{status.Table}: {(status.IsFilled ? "filled" : "not filled")}, "
                + $"{(status.IsRead ? "read by the view" : "not read by the view")}",
            $"  {status.Rows - status.Deleted:N0} items, {status.Deleted:N0} deleted ones",
            $"  newest change {Text(status.Newest)}, last refresh {Text(status.Refreshed)}, baseline {Text(status.Baseline)}",
            $"  waiting: {Count.Of(status.PendingPartitions, "partition")}, {Count.Of(status.PendingBytes, "byte")}",
            .. status.Holder is { } holder ? [$"  held by {holder}"] : Array.Empty<string>(),
        ];
        return string.Join('\n', lines);
    }

    internal static string Of(LatestMetadata metadata) => string.Create(
        CultureInfo.InvariantCulture,
        $"metadata of {metadata.Commits:N0} commits a day: {Size(metadata.Maintained)} with an optimize every day, "
            + $"{Size(metadata.After30Days)} after 30 days without one");

    internal static string ToJson(
        IReadOnlyList<LatestRefreshPlan> plans,
        IReadOnlyList<LatestOutcome> outcomes,
        AthenaQueryRunner runner) =>
        JsonLine.Of(line =>
        {
            line.WriteStartArray("tables");
            foreach (var plan in plans)
            {
                line.WriteStartObject();
                line.WriteString("table", plan.Table);
                line.WriteBoolean("fill", plan.IsFill);
                line.WriteNumber("bytes", plan.Bytes);
                line.WriteTexts("statements", plan.Statements.Select(statement => statement.Sql));
                line.WriteEndObject();
            }
            foreach (var outcome in outcomes)
            {
                line.WriteStartObject();
                line.WriteString("table", outcome.Table);
                line.WriteBoolean("filled", outcome.IsFilled);
                line.WriteNumber("partitions", outcome.Partitions);
                line.WriteNumber("statements", outcome.Statements);
                line.WriteNumber("retries", outcome.Retries);
                line.WriteNumber("rows", outcome.Rows);
                line.WriteNumber("deleted", outcome.Deleted);
                Write(line, "newest", outcome.Newest);
                line.WriteEndObject();
            }
            line.WriteEndArray();
            WriteQueries(line, runner);
        });

    internal static string ToJson(
        IReadOnlyList<(string Table, int Optimize, int Vacuum)> done,
        AthenaQueryRunner runner) => JsonLine.Of(line =>
    {
        line.WriteStartArray("tables");
        foreach (var (table, optimize, vacuum) in done)
        {
            line.WriteStartObject();
            line.WriteString("table", table);
            line.WriteNumber("optimize_runs", optimize);
            line.WriteNumber("vacuum_runs", vacuum);
            line.WriteEndObject();
        }
        line.WriteEndArray();
        WriteQueries(line, runner);
    });

    internal static string ToJson(IReadOnlyList<LatestStatus> found, LatestMetadata? metadata) => JsonLine.Of(line =>
    {
        line.WriteStartArray("tables");
        foreach (var status in found)
        {
            line.WriteStartObject();
            line.WriteString("table", status.Table);
            line.WriteBoolean("filled", status.IsFilled);
            line.WriteBoolean("read", status.IsRead);
            line.WriteNumber("rows", status.Rows);
            line.WriteNumber("deleted", status.Deleted);
            Write(line, "newest", status.Newest);
            Write(line, "refreshed", status.Refreshed);
            Write(line, "baseline", status.Baseline);
            line.WriteNumber("pending_partitions", status.PendingPartitions);
            line.WriteNumber("pending_bytes", status.PendingBytes);
            line.WriteString("holder", status.Holder);
            line.WriteEndObject();
        }
        line.WriteEndArray();
        if (metadata is null) { return; }
        line.WriteNumber("commits_per_day", metadata.Commits);
        line.WriteNumber("metadata_bytes_maintained", metadata.Maintained);
        line.WriteNumber("metadata_bytes_after_30_days", metadata.After30Days);
    });

    static void WriteQueries(Utf8JsonWriter line, AthenaQueryRunner runner)
    {
        line.WriteNumber("queries", runner.QueryCount);
        line.WriteNumber("scanned_bytes", runner.ScannedBytes);
    }

    static void Write(Utf8JsonWriter line, string name, DateTimeOffset? time) =>
        line.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "none";

    static string Size(long bytes) => bytes switch
    {
        >= 1L << 40 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 40):0.0} TiB"),
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
    };
}
