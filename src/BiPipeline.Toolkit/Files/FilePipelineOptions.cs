using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit;

/// <summary>What a <see cref="FilePipeline"/> writes and how. Immutable; derive with <c>with</c>.</summary>
public sealed record FilePipelineOptions
{
    /// <summary>The tables, at least one; each record goes to the schema that takes it.</summary>
    public required IReadOnlyList<TableSchema> Schemas { get; init; }

    /// <summary>Limits and policies of the flattening.</summary>
    public FlattenOptions Flatten { get; init; } = FlattenOptions.Default;

    /// <summary>How objects are cut and put.</summary>
    public LakeWriterOptions Writer { get; init; } = LakeWriterOptions.Default;

    /// <summary>The format of typed rows. Default Parquet with its defaults.</summary>
    public ILakeFormat Format { get; init; } = new ParquetFormat();

    /// <summary>Threads that work at a time, 1 to 64; the number never changes a written byte. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Bytes of input that are flattened at a time, 64 KiB to 64 MiB; the number never changes a written byte. Default 1 MiB.</summary>
    public int ChunkBytes { get; init; } = 1024 * 1024;

    /// <summary>These options, once every rule holds.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public FilePipelineOptions Validated()
    {
        List<string> problems = [.. TableNames.Problems(Schemas)];
        if (Threads is < 1 or > 64) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Threads)} is {Threads}; it must be 1 to 64.")); }
        if (ChunkBytes is < 64 * 1024 or > 64 * 1024 * 1024) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ChunkBytes)} is {ChunkBytes}; it must be 64 KiB to 64 MiB.")); }
        if (problems.Count > 0) { throw new ToolkitOptionsException(nameof(FilePipelineOptions), problems); }
        Flatten.Validated();
        Writer.Validated();
        return this;
    }
}
