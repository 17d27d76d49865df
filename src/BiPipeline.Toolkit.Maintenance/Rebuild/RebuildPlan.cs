using static BiPipeline.Toolkit.Maintenance.PlanText;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// What a rebuild will do: its units, and an estimate of objects, bytes, time and requests. <see cref="ToString"/> prints it.
/// </summary>
public sealed class RebuildPlan
{
    readonly RebuildEstimate _estimate;

    internal RebuildPlan(
        string location,
        IReadOnlyList<TableSchema> schemas,
        IReadOnlyList<RebuildUnit> units,
        IReadOnlySet<string> done,
        IReadOnlyList<DatedLoad> dated,
        RebuildEstimate estimate)
    {
        (Location, Schemas, Units, DatedLoads, _estimate) = (location, schemas, units, dated, estimate);
        Remaining = [.. units.Where(unit => !done.Contains(unit.Name))];
    }

    /// <summary>Where the lake is.</summary>
    public string Location { get; }

    /// <summary>The schemas of the rows. With <see cref="RebuildOptions.NewTable"/>, the schema of the new table.</summary>
    public IReadOnlyList<TableSchema> Schemas { get; }

    /// <summary>The units. Each can run in another process (<see cref="Rebuild.RunUnitAsync"/>).</summary>
    public IReadOnlyList<RebuildUnit> Units { get; }

    /// <summary>The units without a receipt.</summary>
    public IReadOnlyList<RebuildUnit> Remaining { get; }

    /// <summary>What is not rebuilt, because its raw copy is an export: load it again, or better a new export.</summary>
    public IReadOnlyList<DatedLoad> DatedLoads { get; }

    /// <summary>The first day of the raw objects; null when there are none.</summary>
    public DateOnly? FirstDay => Units.Count == 0 ? null : Units.Min(unit => unit.Day);

    /// <summary>The last day of the raw objects; null when there are none.</summary>
    public DateOnly? LastDay => Units.Count == 0 ? null : Units.Max(unit => unit.Day);

    /// <summary>Number of raw objects.</summary>
    public long RawObjects => Units.Sum(unit => (long)unit.ObjectCount);

    /// <summary>Number of records, from the names of the raw objects.</summary>
    public long Records => Units.Sum(unit => unit.Objects.Sum(item => item.Records));

    /// <summary>Number of stored bytes of the raw objects.</summary>
    public long Bytes => Units.Sum(unit => unit.Bytes);

    /// <summary>Largest number of objects that the remaining units write.</summary>
    public long EstimatedObjects => _estimate.Objects;

    /// <summary>Number of bytes that the remaining units write, at the ratio of rows to raw in the lake.</summary>
    public long EstimatedBytes => _estimate.Bytes;

    /// <summary>Time of the remaining units.</summary>
    public TimeSpan EstimatedTime => _estimate.Time;

    /// <summary>Price of the requests to S3 in US dollars, at the prices of us-east-1; 0 where S3 is not used.</summary>
    public decimal EstimatedCost => _estimate.Cost;

    /// <summary>Returns the plan in lines.</summary>
    public override string ToString()
    {
        const double speed = PlanEstimate.BytesPerSecond / 1e6;
        var isInS3 = Location.StartsWith("s3://", StringComparison.Ordinal);
        var monthly = isInS3 ? Line($"; ${EstimatedBytes / 1e9m * S3Price.GigabyteMonth:N2} a month in us-east-1") : "";
        List<string> lines =
        [
            $"rebuild {string.Join(", ", Schemas.Select(schema => Line($"{schema.Table} as version {schema.Version}")))}",
            $"  lake       {Location}",
            Units.Count == 0
                ? "  raw        no objects"
                : Line($"  raw        {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}: {Records:N0} records in {RawObjects:N0} objects, ")
                    + Line($"{Bytes / 1e6:N1} MB"),
            Line($"  units      {Units.Count:N0}, {Remaining.Count:N0} to do"),
            Line($"  objects    at most {EstimatedObjects:N0}, about {EstimatedBytes / 1e6:N1} MB{monthly}"),
            Line($"  time       about {Time(EstimatedTime)}: {_estimate.Threads} threads, each {speed:N0} MB/s stored"),
            Line($"  requests   {_estimate.Puts:N0} puts and lists, {_estimate.Gets:N0} gets; about ${EstimatedCost:N2} in us-east-1"),
        ];
        lines.AddRange(DatedLoads.Select(load => Line(
            $"  not rebuilt: {load.Rows:N0} dated rows of {load.Location} ({load.Marker}). ")
            + "Run lake backfill again, better with a new export."));
        return string.Join('\n', lines);
    }
}
