namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An estimate of a plan's remaining work, from sizes alone.</summary>
sealed record PlanEstimate
{
    /// <summary>Stored bytes that one thread flattens per second: gzip at about a tenth of its JSON, on a core of 2.5 GHz.</summary>
    internal const double BytesPerSecond = 10e6;

    const long RangeBytes = 16L * 1024 * 1024;
    const string S3Scheme = "s3://";

    internal required int Threads { get; init; }

    internal required long PartitionsPerUnit { get; init; }

    internal required long Objects { get; init; }

    internal required TimeSpan Time { get; init; }

    /// <summary>Requests at the price of a put: puts and lists.</summary>
    internal required long Puts { get; init; }

    internal required long Gets { get; init; }

    internal required decimal Cost { get; init; }

    /// <summary>Estimates the work of units.</summary>
    internal static PlanEstimate Of(
        IReadOnlyList<BackfillUnit> units, TableExport export, FilePipelineOptions options, string lake, DateTimeOffset now)
    {
        var bytes = units.Sum(unit => unit.Bytes);
        var tables = options.Schemas.Sum(schema => 1 + schema.Children.Count);
        // Items of one time are in one partition.
        var span = export.From is { } from ? export.AsOf - from : TimeSpan.Zero;
        var partitions = options.Schemas.Sum(schema => PartitionCount.Of(schema, span, now) * (1 + schema.Children.Count));
        var rolled = bytes / options.Writer.ObjectBytes * tables;
        // A unit has no more rows than items, and so no more partitions.
        var items = units.SelectMany(unit => unit.Files).Sum(file => file.Items ?? long.MaxValue / 1_000_000);
        var objects = Math.Min(units.Count * partitions, items * tables) + rolled;
        // A receipt for each unit, a listing of schemas for each unit and table, a marker for each table.
        var puts = objects + units.Count + (units.Count * (long)options.Schemas.Count) + options.Schemas.Count;
        // Each file is read twice, first for its checksum.
        var gets = units.SelectMany(unit => unit.Files).Sum(file => 2 * (1 + (file.Bytes / RangeBytes)));
        var lakeInS3 = lake.StartsWith(S3Scheme, StringComparison.Ordinal);
        var exportInS3 = export.Files.Any(file => file.Location.StartsWith(S3Scheme, StringComparison.Ordinal));
        return new()
        {
            Threads = options.Threads,
            PartitionsPerUnit = partitions,
            Objects = objects,
            Time = TimeSpan.FromSeconds(bytes / BytesPerSecond / options.Threads),
            Puts = lakeInS3 ? puts : 0,
            Gets = (exportInS3 ? gets : 0) + (lakeInS3 ? units.Count : 0),
            Cost = (lakeInS3 ? puts * S3Price.Put : 0) + (exportInS3 ? gets * S3Price.Get : 0) + (lakeInS3 ? units.Count * S3Price.Get : 0),
        };
    }
}
