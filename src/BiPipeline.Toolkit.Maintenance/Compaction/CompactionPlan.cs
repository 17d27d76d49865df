namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// What a compaction will do: its partitions and units, and an estimate of requests and cost. <see cref="ToString"/> prints it.
/// </summary>
public sealed class CompactionPlan
{
    // US dollars per request: S3 Standard in us-east-1.
    const decimal PutPrice = 0.005m / 1000;
    const decimal GetPrice = 0.0004m / 1000;
    const int MostLines = 40;
    const string S3Scheme = "s3://";

    internal CompactionPlan(
        string location, IReadOnlyList<CompactionPartition> partitions, IReadOnlyList<RewriteUnit> units, int openPartitions, int receipts)
    {
        (Location, Partitions, Units) = (location, partitions, units);
        (OpenPartitions, OpenReceipts) = (openPartitions, receipts);
    }

    /// <summary>The lake.</summary>
    public string Location { get; }

    /// <summary>The partitions with small objects that are merged, sorted by zone, table and path.</summary>
    public IReadOnlyList<CompactionPartition> Partitions { get; }

    /// <summary>The units. Each can run in another process (<see cref="Compaction.RunUnitAsync"/>).</summary>
    public IReadOnlyList<RewriteUnit> Units { get; }

    /// <summary>Number of partitions that have enough small objects and are not closed yet.</summary>
    public int OpenPartitions { get; }

    /// <summary>Number of earlier rewrites whose old objects are not deleted yet.</summary>
    public int OpenReceipts { get; }

    /// <summary>Number of objects that are merged.</summary>
    public long Objects => Units.Sum(unit => (long)unit.ObjectCount);

    /// <summary>Number of their bytes.</summary>
    public long Bytes => Units.Sum(unit => unit.Bytes);

    /// <summary>Number of objects that replace them.</summary>
    public long EstimatedObjects => Partitions.Sum(partition => (long)partition.EstimatedObjects);

    /// <summary>Number of GET requests to S3; 0 where it is not used.</summary>
    public long Gets => IsInS3 ? Objects : 0;

    /// <summary>Number of PUT and LIST requests to S3; 0 where it is not used. Deletions cost nothing.</summary>
    public long Puts => IsInS3 ? EstimatedObjects + (6L * Units.Count) : 0;

    /// <summary>Price of the requests in US dollars, at the prices of us-east-1; 0 where S3 is not used.</summary>
    public decimal EstimatedCost => (Gets * GetPrice) + (Puts * PutPrice);

    bool IsInS3 => Location.StartsWith(S3Scheme, StringComparison.Ordinal);

    /// <summary>Returns the plan in lines.</summary>
    public override string ToString()
    {
        List<string> lines = [$"compact {Location}"];
        foreach (var item in Partitions.Take(MostLines))
        {
            var name = item.Partition.Length == 0 ? item.Table : $"{item.Table}/{item.Partition}";
            var size = Line($"{item.SmallBytes / 1e6:N1} MB → {item.EstimatedObjects:N0}");
            lines.Add(Line(
                $"  {LakeLayout.ZoneName(item.Zone),-10} {name}: {item.SmallObjects:N0} of {item.Objects:N0} objects are small, {size}"));
        }
        if (Partitions.Count > MostLines) { lines.Add(Line($"  … and {Partitions.Count - MostLines:N0} partitions")); }
        lines.Add(Line($"  objects    {Objects:N0} → about {EstimatedObjects:N0}, {Bytes / 1e6:N1} MB, in {Units.Count:N0} units"));
        lines.Add(Line($"  requests   {Puts:N0} puts and lists, {Gets:N0} gets; about ${EstimatedCost:N4} in us-east-1"));
        if (OpenPartitions > 0) { lines.Add(Line($"  not closed {OpenPartitions:N0} partitions; a later run merges their objects")); }
        if (OpenReceipts > 0)
        {
            lines.Add(Line($"  unfinished {OpenReceipts:N0} earlier units; their old objects are deleted after the grace"));
        }
        return string.Join('\n', lines);
    }

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
