namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An estimate of a rebuild's remaining work, from sizes and numbers alone.</summary>
sealed record RebuildEstimate
{
    // From a request to the first byte of an object of S3, while others are fetched ahead.
    static readonly TimeSpan SmallObject = TimeSpan.FromMilliseconds(5);

    const string S3Scheme = "s3://";

    internal required int Threads { get; init; }

    internal required long Objects { get; init; }

    internal required long Bytes { get; init; }

    internal required TimeSpan Time { get; init; }

    /// <summary>Requests at the price of a put: puts and lists.</summary>
    internal required long Puts { get; init; }

    internal required long Gets { get; init; }

    internal required decimal Cost { get; init; }

    /// <summary>Estimates the work of units.</summary>
    /// <param name="units">The units without a receipt.</param>
    /// <param name="options">The options of the pipeline, with the schemas of the rows.</param>
    /// <param name="store">The lake.</param>
    /// <param name="ratio">Stored bytes of rows for a stored byte of raw.</param>
    internal static RebuildEstimate Of(IReadOnlyList<RebuildUnit> units, FilePipelineOptions options, IObjectStore store, double ratio)
    {
        var stored = units.Sum(unit => unit.Bytes);
        var bytes = (long)(stored * ratio);
        var tables = options.Schemas.Sum(schema => 1 + schema.Children.Count);
        var now = options.TimeProvider.GetUtcNow();
        var span = TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1);
        var partitions = options.Schemas.Sum(schema => PartitionCount.Of(schema, span, now) * (1 + schema.Children.Count));
        // A unit has no more partitions than rows.
        var objects = units.Sum(unit => Math.Min(partitions, unit.Objects.Sum(item => item.Records) * tables))
            + (bytes / options.Writer.ObjectBytes);
        var isInS3 = store.Location.StartsWith(S3Scheme, StringComparison.Ordinal);
        // A receipt for each unit; listings of schemas and markers for each unit and table.
        var puts = isInS3 ? objects + (units.Count * (1 + (2L * options.Schemas.Count))) : 0;
        var gets = isInS3 ? units.Sum(unit => (long)unit.ObjectCount) + (units.Count * (1 + (long)options.Schemas.Count)) : 0;
        var waits = isInS3 ? units.Sum(unit => (long)unit.ObjectCount) * SmallObject : TimeSpan.Zero;
        return new()
        {
            Threads = options.Threads,
            Objects = objects,
            Bytes = bytes,
            Time = (TimeSpan.FromSeconds(stored / PlanEstimate.BytesPerSecond) + waits) / options.Threads,
            Puts = puts,
            Gets = gets,
            Cost = (puts * S3Price.Put) + (gets * S3Price.Get),
        };
    }
}
