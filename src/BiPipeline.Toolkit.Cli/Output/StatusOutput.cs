using System.Globalization;
using System.Text;
using System.Text.Json;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The status of a lake, as text and as JSON.</summary>
/// <param name="Status">The status.</param>
/// <param name="Removed">The left-overs before they were removed; null when they were not.</param>
sealed record StatusOutput(LakeStatus Status, LeftOverStatus? Removed)
{
    const string DateAndTime = "yyyy-MM-dd HH:mm";

    /// <summary>Returns the text.</summary>
    /// <param name="width">The terminal's number of columns; null when the output is not a terminal.</param>
    internal string ToText(int? width)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"lake {TableRows.Cell(Status.Location)} at {Time(Status.Time)} UTC\n\n");
        text.Append(Tables(width)).Append('\n');
        foreach (var line in Lines()) { text.Append(line).Append('\n'); }
        return text.ToString();
    }

    /// <summary>Returns the JSON, in one line.</summary>
    internal string ToJson() => JsonLine.Of(line =>
    {
        line.WriteString("lake", Status.Location);
        line.WriteString("time", Status.Time.UtcDateTime);
        Write(line, "tables", Status.Tables, WriteTable);
        Write(line, "others", Status.Others, (json, other) =>
        {
            json.WriteString("prefix", other.Prefix);
            json.WriteNumber("objects", other.Objects);
            json.WriteNumber("bytes", other.Bytes);
        });
        line.WriteNumber("foreign_objects", Status.ForeignObjects);
        Write(line, "baselines", Status.Baselines, (json, baseline) =>
        {
            json.WriteString("table", baseline.Table);
            json.WriteString("as_of", baseline.AsOf.UtcDateTime);
            json.WriteNumber("baselines", baseline.Count);
            if (baseline.WindowsUntil is { } until) { json.WriteString("windows_until", until.UtcDateTime); }
        });
        Write(line, "open_work", Status.OpenWork, (json, work) =>
        {
            json.WriteString("verb", work.Verb);
            json.WriteString("id", work.Id);
            json.WriteNumber("objects", work.Objects);
            json.WriteString("last_modified", work.LastModified.UtcDateTime);
        });
        Write(line, "quarantine", Status.Quarantines, (json, quarantine) =>
        {
            json.WriteString("table", quarantine.Table);
            json.WriteNumber("lines", quarantine.Lines);
            json.WriteNumber("lines_read", quarantine.LinesRead);
            json.WriteBoolean("sampled", quarantine.IsSample);
            json.WriteCounts("reasons", quarantine.Reasons);
        });
        line.WriteStartObject("left_overs");
        line.WriteNumber("count", Status.LeftOvers.Count);
        line.WriteNumber("bytes", Status.LeftOvers.Bytes);
        line.WriteNumber("removable", Status.LeftOvers.Removable);
        if (Status.LeftOvers.Oldest is { } oldest) { line.WriteString("oldest", oldest.UtcDateTime); }
        if (Removed is not null) { line.WriteNumber("removed", Removed.Removable); }
        line.WriteEndObject();
    });

    /// <summary>Returns a number of bytes in the largest unit of 1,000 that leaves a whole part: <c>1.2 GB</c>.</summary>
    internal static string Size(long bytes)
    {
        string[] units = ["kB", "MB", "GB", "TB", "PB"];
        if (bytes < 1000) { return string.Create(CultureInfo.InvariantCulture, $"{bytes} B"); }
        var (value, unit) = (bytes / 1000.0, 0);
        // What would be shown as 1,000.0 belongs to the next unit.
        for (; value >= 999.95 && unit < units.Length - 1; unit++) { value /= 1000; }
        return string.Create(CultureInfo.InvariantCulture, $"{value:N1} {units[unit]}");
    }

    string Tables(int? width)
    {
        if (Status.Tables.Count == 0) { return "no tables\n"; }
        string[] names =
        [
            "table", "zone", "partitions", "objects", "rows", "size", "small", "first partition", "last partition", "newest object",
        ];
        bool[] toRight = [false, false, true, true, true, true, true, false, false, false];
        var table = new TextTable(names, toRight, [.. Status.Tables.Select(Row)]);
        if (width is null || table.Width <= width) { return table.ToString(); }
        // Partitions are the longest cells; without them, the table fits a narrow terminal.
        int[] kept = [0, 1, 2, 3, 4, 5, 6];
        return new TextTable(
            [.. kept.Select(i => names[i])],
            [.. kept.Select(i => toRight[i])],
            [.. Status.Tables.Select(Row).Select(row => kept.Select(i => row[i]).ToArray())]).ToString();
    }

    static string[] Row(TableStatus table) =>
    [
        TableRows.Cell(table.Table),
        LakeLayout.ZoneName(table.Zone),
        Number(table.Partitions),
        Number(table.Objects),
        Number(table.Rows),
        Size(table.Bytes),
        Number(table.SmallObjects),
        TableRows.Cell(table.FirstPartition),
        TableRows.Cell(table.LastPartition),
        Time(table.NewestObject),
    ];

    IEnumerable<string> Lines()
    {
        foreach (var other in Status.Others)
        {
            var prefix = other.Prefix.Length == 0 ? "beside the folders" : TableRows.Cell(other.Prefix);
            yield return $"{prefix}: {Count.Of(other.Objects, "object")}, {Size(other.Bytes)}";
        }
        if (Status.ForeignObjects > 0)
        {
            yield return $"{Count.Of(Status.ForeignObjects, "object")} in the zones with a name of another program; lake verify lists them";
        }
        var small = Status.Tables.Sum(table => table.SmallObjects);
        if (small > 0)
        {
            var partitions = Status.Tables.Sum(table => table.SmallPartitions);
            yield return $"{Count.Of(small, "small object")} in {Count.Of(partitions, "partition")}; lake compact merges them";
        }
        foreach (var baseline in Status.Baselines)
        {
            var windows = baseline.WindowsUntil is { } until ? $", continued by incremental exports until {Time(until)}" : "";
            var older = baseline.Count > 1 ? $" ({baseline.Count - 1} older)" : "";
            yield return $"baseline of {TableRows.Cell(baseline.Table)}: {Time(baseline.AsOf)} UTC{older}{windows}";
        }
        foreach (var work in Status.OpenWork)
        {
            yield return $"open {work.Verb} {TableRows.Cell(work.Id)}: {Count.Of(work.Objects, "object")}, "
                + $"the last of {Time(work.LastModified)} UTC";
        }
        foreach (var quarantine in Status.Quarantines)
        {
            var part = quarantine.IsSample ? $"; reasons of {Number(quarantine.LinesRead)} of them, the newest" : "";
            yield return $"quarantine of {TableRows.Cell(quarantine.Table)}: {Count.Of(quarantine.Lines, "line")}{part}";
            foreach (var (reason, lines) in quarantine.Reasons) { yield return $"  {Number(lines),8}  {TableRows.Cell(reason)}"; }
        }
        if (Removed is { Removable: > 0 }) { yield return $"{Count.Of(Removed.Removable, "left-over")} of killed runs removed"; }
        if (Status.LeftOvers is { Count: > 0 } left)
        {
            var hint = left.Removable == 0
                ? "none is older than 24 hours, so a run may still use them"
                : $"{Number(left.Removable)} older than 24 hours, which --remove-leftovers deletes";
            yield return $"{Count.Of(left.Count, "left-over")} of killed or running writers, {Size(left.Bytes)}; {hint}";
        }
    }

    static void WriteTable(Utf8JsonWriter json, TableStatus table)
    {
        json.WriteString("table", table.Table);
        json.WriteString("zone", LakeLayout.ZoneName(table.Zone));
        json.WriteNumber("partitions", table.Partitions);
        json.WriteNumber("objects", table.Objects);
        json.WriteNumber("rows", table.Rows);
        json.WriteNumber("bytes", table.Bytes);
        json.WriteNumber("small_objects", table.SmallObjects);
        json.WriteNumber("small_partitions", table.SmallPartitions);
        json.WriteString("first_partition", table.FirstPartition);
        json.WriteString("last_partition", table.LastPartition);
        json.WriteString("oldest_object", table.OldestObject.UtcDateTime);
        json.WriteString("newest_object", table.NewestObject.UtcDateTime);
    }

    static void Write<T>(Utf8JsonWriter line, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        line.WriteStartArray(name);
        foreach (var item in items)
        {
            line.WriteStartObject();
            write(line, item);
            line.WriteEndObject();
        }
        line.WriteEndArray();
    }

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(DateAndTime, CultureInfo.InvariantCulture);

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
