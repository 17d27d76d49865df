using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit;

/// <summary>Settings of a <see cref="FilePipeline"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record FilePipelineOptions
{
    /// <summary>The tables, at least one. Each record goes to the schema that matches it.</summary>
    public IReadOnlyList<TableSchema> Schemas { get; init; } = [];

    /// <summary>Limits and policies of flattening.</summary>
    public FlattenOptions Flatten { get; init; } = new();

    /// <summary>
    /// Sizes and puts of objects. Default: 64 KiB of an open object in memory, 20 MiB of columns, and an object without a new row for
    /// 65,536 records is put. Memory therefore stays small for any input: open objects are on disk, and completed partitions are put.
    /// Derive other settings from these with <c>with</c>.
    /// </summary>
    public LakeWriterOptions Writer { get; init; } =
        new() { MemoryBytes = 64 * 1024, BufferedBytes = 20L * 1024 * 1024, IdleRecords = 64 * 1024 };

    /// <summary>The format of typed rows. Default Parquet with its defaults.</summary>
    public ILakeFormat Format { get; init; } = new ParquetFormat();

    /// <summary>
    /// Number of threads that flatten and encode, 1 to 64. It does not change the written bytes. Default 1: only the caller's thread.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Number of input bytes per flattening step, 64 KiB to 64 MiB. It does not change the written bytes. Default 512 KiB.
    /// </summary>
    public int ChunkBytes { get; init; } = 512 * 1024;

    /// <summary>
    /// Whether an input may go to quarantine as a whole. Default false: an input none of whose first 4,096 records can be read is an error
    /// before anything is put.
    /// </summary>
    public bool AllowUnreadable { get; init; }

    /// <summary>
    /// Whether the heap is compacted every 64 MiB of input, so that memory does not grow with the input. Default false: a forced collection
    /// stops every thread of the process for some milliseconds, which the application must decide. The command line sets it.
    /// </summary>
    public bool CompactHeap { get; init; }

    /// <summary>
    /// The time that items without one are of: when they were read or, better, when the reading began. It is floored to the millisecond,
    /// and not later than the clock. Items with a time beside them, and inputs with <see cref="FileInput.AsOf"/>, keep theirs. Default
    /// (null): an item without a time is an error, because its order among the changes of its key is unknown.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The clock that <see cref="AsOf"/> is compared with. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The format, with encoding on <see cref="Threads"/> threads if it supports them.</summary>
    internal ILakeFormat FormatWithThreads => Format is ParquetFormat parquet ? parquet.WithThreads(Threads) : Format;

    /// <summary>Whether a time is in the future.</summary>
    internal bool IsLater(DateTimeOffset time) => time > TimeProvider.GetUtcNow();

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        const int kib = 1024;
        var problems = new OptionProblems(nameof(FilePipelineOptions));
        foreach (var problem in TableNames.Problems(Schemas)) { problems.Add(problem); }
        problems.Nested(nameof(Flatten), Flatten.Validate);
        problems.Nested(nameof(Writer), Writer.Validate);
        problems.Range(Threads, 1, 64);
        problems.Range(ChunkBytes, 64 * kib, 64 * kib * kib, "64 KiB to 64 MiB");
        if (AsOf is { } asOf && IsLater(asOf))
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(AsOf)} is {asOf.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}; expected a time that is not in the future."));
        }
        problems.ThrowIfAny();
    }
}
