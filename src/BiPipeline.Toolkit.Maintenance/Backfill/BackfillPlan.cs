using static BiPipeline.Toolkit.Maintenance.PlanText;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a backfill will do: its units, and an estimate of objects, time and requests. <see cref="ToString"/> prints it.</summary>
public sealed class BackfillPlan
{
    readonly PlanEstimate _estimate;

    internal BackfillPlan(
        TableExport source,
        IReadOnlyList<TableSchema> schemas,
        IReadOnlyList<BackfillUnit> units,
        IReadOnlySet<string> done,
        PlanEstimate estimate)
    {
        (Source, Tables, Units, _estimate) = (source, [.. schemas.Select(schema => schema.Table)], units, estimate);
        Remaining = [.. units.Where(unit => !done.Contains(unit.Name))];
    }

    /// <summary>Where the export or the scan is.</summary>
    public string Location => Source.Location;

    /// <summary>The identity of the export or scan in the lake.</summary>
    public string Export => Source.Id;

    /// <summary>The time of the items; for an incremental export, the end of its window.</summary>
    public DateTimeOffset AsOf => Source.AsOf;

    /// <summary>The start of an incremental export's window; null for a baseline.</summary>
    public DateTimeOffset? WindowStart => Source.From;

    /// <summary>The tables, in the order of the schemas.</summary>
    public IReadOnlyList<string> Tables { get; }

    /// <summary>Number of items by the manifest or the scan's counts; null when unknown.</summary>
    public long? Items => Source.Items;

    /// <summary>Number of stored bytes.</summary>
    public long Bytes => Source.Files.Sum(file => file.Bytes);

    /// <summary>Number of data files.</summary>
    public int FileCount => Source.Files.Count;

    /// <summary>The units. Each can run in another process (<see cref="Backfill.RunUnitAsync"/>).</summary>
    public IReadOnlyList<BackfillUnit> Units { get; }

    /// <summary>The units without a receipt.</summary>
    public IReadOnlyList<BackfillUnit> Remaining { get; }

    /// <summary>Largest number of partitions that a unit writes to, of all tables. It matters for partitions by columns.</summary>
    public long PartitionsPerUnit => _estimate.PartitionsPerUnit;

    /// <summary>Largest number of objects that the remaining units write.</summary>
    public long EstimatedObjects => _estimate.Objects;

    /// <summary>Time of the remaining units, at <see cref="PlanEstimate.BytesPerSecond"/> per thread.</summary>
    public TimeSpan EstimatedTime => _estimate.Time;

    /// <summary>Price of the requests to S3 in US dollars, at the prices of us-east-1; 0 where S3 is not used.</summary>
    public decimal EstimatedCost => _estimate.Cost;

    internal TableExport Source { get; }

    /// <summary>Returns the plan in lines.</summary>
    public override string ToString()
    {
        var items = Items?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown number of";
        const double speed = PlanEstimate.BytesPerSecond / 1e6;
        List<string> lines =
        [
            WindowStart is { } from
                ? $"incremental export {Export}, {Instant.Text(from)} to {Instant.Text(AsOf)}"
                : $"baseline {Export} of {Instant.Text(AsOf)}",
            $"  from       {Location}",
            $"  tables     {string.Join(", ", Tables)}",
            Line($"  data       {items} items in {FileCount:N0} files, {Bytes / 1e6:N1} MB stored"),
            Line($"  units      {Units.Count:N0}, {Remaining.Count:N0} to do; at most {PartitionsPerUnit:N0} partitions per unit"),
            Line($"  objects    at most {EstimatedObjects:N0}"),
            Line($"  time       about {Time(EstimatedTime)}: {_estimate.Threads} threads, each {speed:N0} MB/s stored"),
            Line($"  requests   {_estimate.Puts:N0} puts and lists, {_estimate.Gets:N0} gets; about ${EstimatedCost:N2} in us-east-1"),
        ];
        if (Items == 0) { lines.Add("  The table is empty: current views will show no row."); }
        return string.Join('\n', lines);
    }
}
