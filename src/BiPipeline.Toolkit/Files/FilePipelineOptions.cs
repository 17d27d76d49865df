using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit;

/// <summary>What a <see cref="FilePipeline"/> writes and how. Immutable; derive with <c>with</c>.</summary>
public sealed record FilePipelineOptions
{
    /// <summary>The tables, at least one; each record goes to the schema that takes it.</summary>
    public IReadOnlyList<TableSchema> Schemas { get; init; } = [];

    /// <summary>Limits and policies of the flattening.</summary>
    public FlattenOptions Flatten { get; init; } = new();

    /// <summary>
    /// How objects are cut and put. Default: 64 KiB of an open object in memory, 20 MiB of columns, and objects that got nothing for 65,536
    /// records are put. So memory stays small however long the input is: what is written of an open object waits on the disk, and
    /// partitions that the input has passed are put. Derive other settings from these with <c>with</c>.
    /// </summary>
    public LakeWriterOptions Writer { get; init; } =
        new() { MemoryBytes = 64 * 1024, BufferedBytes = 20L * 1024 * 1024, IdleRecords = 64 * 1024 };

    /// <summary>The format of typed rows. Default Parquet with its defaults.</summary>
    public ILakeFormat Format { get; init; } = new ParquetFormat();

    /// <summary>
    /// Threads that flatten and encode at a time, 1 to 64; the number never changes a written byte. Default 1: the caller's, and nothing
    /// goes on beside it.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Bytes of input that are flattened at a time, 64 KiB to 64 MiB; the number never changes a written byte. Default 512 KiB.
    /// </summary>
    public int ChunkBytes { get; init; } = 512 * 1024;

    /// <summary>
    /// Compact the heap every 64 MiB of input, so that memory does not grow with the input's length. Default false: a forced collection
    /// stops every thread of the process for some milliseconds, which is not a library's to decide; the command line sets it.
    /// </summary>
    public bool CompactHeap { get; init; }

    /// <summary>The format, encoding on <see cref="Threads"/> threads if it can.</summary>
    internal ILakeFormat FormatWithThreads => Format is ParquetFormat parquet ? parquet.WithThreads(Threads) : Format;

    /// <summary>Checks every rule.</summary>
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
        problems.ThrowIfAny();
    }
}
