using System.Globalization;
using System.Text.Json.Nodes;
using BiPipeline.Toolkit;

namespace LakeTests;

/// <summary>Rows of the lake's table in the function's form. Add your columns to a row as needed.</summary>
static class Change
{
    /// <summary>The first day of the schema's partitions.</summary>
    internal static DateTime FirstDay { get; } = Project.Schema.Partitions
        .Where(partition => partition.Transform != PartitionTransform.Identity)
        .Select(partition => partition.From)
        .DefaultIfEmpty(new DateOnly(2026, 1, 1))
        .Max()
        .ToDateTime(TimeOnly.MinValue);

    /// <summary>Returns the row of a change of an item.</summary>
    /// <param name="item">The item's number. It is part of the key.</param>
    /// <param name="sequence">The position in the stream: a higher one is later.</param>
    /// <param name="op">The kind of change: INSERT, MODIFY or REMOVE.</param>
    /// <param name="day">The day of the change, counted from <see cref="FirstDay"/>.</param>
    internal static string Row(int item, int sequence, string op = "MODIFY", int day = 0)
    {
        var time = FirstDay.AddDays(day).AddHours(10);
        var row = new JsonObject
        {
            ["_op"] = op,
            ["_event_id"] = $"event-{sequence}",
            ["_stream"] = "2026-01-01T00:00:00.000",
            ["_sequence"] = sequence.ToString("D40", CultureInfo.InvariantCulture),
            ["_event_time"] = time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["_deleted"] = op == "REMOVE",
            ["_ttl"] = false,
            ["_schema_version"] = Project.Schema.Version,
        };
        foreach (var key in Project.Schema.Columns.Where(column => Project.Schema.Keys.Contains(column.Name)))
        {
            row[key.Name] = key.Type.ToString() switch
            {
                "string" => $"item-{item}",
                "binary" => Convert.ToBase64String([(byte)item]),
                _ => item,
            };
        }
        foreach (var partition in Project.Schema.Partitions)
        {
            row[partition.Name] = partition.Transform == PartitionTransform.Identity ? partition.Fallback : partition.Format(time);
        }
        return row.ToJsonString();
    }
}
