using System.IO.Compression;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Settings of a <see cref="Compaction"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record CompactionOptions
{
    static readonly TimeSpan LongestGrace = TimeSpan.FromDays(30);

    /// <summary>The tables, at least one. Their child tables, and their raw and quarantine zones, are compacted too.</summary>
    public IReadOnlyList<TableSchema> Schemas { get; init; } = [];

    /// <summary>Number of bytes below which an object is small and is merged, 64 KiB to 128 MiB. Default 32 MiB.</summary>
    public long SmallBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Smallest number of small objects of a partition that are merged, 2 to 2,000. Default 5.</summary>
    public int MinObjects { get; init; } = 5;

    /// <summary>
    /// Time after which a partition is closed, 0 to 365 days; default 1 day. It counts from the end of the day, month or hour where the
    /// first partition column follows from the time of the event, and otherwise for each object from its put. An open partition would be
    /// rewritten again with each run, so this is about cost: rows that arrive later are merged later.
    /// </summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Time between the new objects and the deletion of the old ones, 0 to 30 days; default 45 minutes. A query reads the objects that it
    /// listed at its start, so this is longer than the longest query: Athena ends one after 30 minutes (service quota "DML query timeout"),
    /// and its listing and the comparison of clocks need some. 0 only while nothing reads or compacts the lake.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(45);

    /// <summary>Number of units that are rewritten at the same time, 1 to 64. Default 1. Each uses up to about 300 MB.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Sizes and puts of objects. Default: those of <see cref="FilePipelineOptions.Writer"/> with row groups of up to 32 MiB, and lines
    /// that are compressed more.
    /// </summary>
    public LakeWriterOptions Writer { get; init; } = new FilePipelineOptions().Writer with
    {
        RowGroupBytes = 32L * 1024 * 1024,
        BufferedBytes = 32L * 1024 * 1024,
        LineCompression = CompressionLevel.Optimal,
    };

    /// <summary>The format of typed rows. Default Parquet with its defaults.</summary>
    public ILakeFormat Format { get; init; } = new FilePipelineOptions().Format;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(CompactionOptions));
        if (Schemas.Count == 0) { problems.Add($"{nameof(Schemas)} is empty; expected at least one schema."); }
        problems.Range(SmallBytes, 64 * 1024, 128L * 1024 * 1024, "64 KiB to 128 MiB");
        problems.Range(MinObjects, 2, RewriteUnit.MostObjects);
        problems.Range(Age, TimeSpan.Zero, TimeSpan.FromDays(365), "0 to 365 days");
        problems.Range(Grace, TimeSpan.Zero, LongestGrace, "0 to 30 days");
        problems.Range(Threads, 1, 64);
        problems.Nested(nameof(Writer), Writer.Validate);
        problems.ThrowIfAny();
    }
}
