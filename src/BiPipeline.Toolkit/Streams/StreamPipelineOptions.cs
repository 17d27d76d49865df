using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit;

/// <summary>What a <see cref="StreamPipeline"/> writes and how. Immutable; derive with <c>with</c>.</summary>
public sealed record StreamPipelineOptions
{
    /// <summary>The tables, at least one; each record goes to the schema that takes it.</summary>
    public required IReadOnlyList<TableSchema> Schemas { get; init; }

    /// <summary>Limits and policies of the flattening.</summary>
    public FlattenOptions Flatten { get; init; } = FlattenOptions.Default;

    /// <summary>How objects are cut and put.</summary>
    public LakeWriterOptions Writer { get; init; } = LakeWriterOptions.Default;

    /// <summary>The format of typed rows. Default Parquet with its defaults.</summary>
    public ILakeFormat Format { get; init; } = new ParquetFormat(ParquetOptions.Default);

    /// <summary>
    /// The time kept at an invocation's end for answering: work that is not done by then counts as not stored, so that Lambda redelivers it
    /// in place of ending the function unheard. 0 to 60 seconds; default 2 seconds.
    /// </summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest payload, 64 KiB to 64 MiB. Default 16 MiB; Lambda sends at most 6 MB.</summary>
    public int MaxPayloadBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Batches worked on at a time, 1 to 1,000; further ones wait, unread, for their turn or their deadline. It bounds the memory: some 50 MB a
    /// batch of 5 MB. Default 8; Lambda sends a function's process one at a time.
    /// </summary>
    public int ConcurrentBatches { get; init; } = 8;

    /// <summary>Writes each batch's metrics for CloudWatch. Default (null): none; <see cref="PipelineTelemetry"/> tells them all the same.</summary>
    public EmbeddedMetrics? EmbeddedMetrics { get; init; }

    /// <summary>These options, once every rule holds.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public StreamPipelineOptions Validated()
    {
        List<string> problems = [.. TableNames.Problems(Schemas)];
        if (AnswerTime < TimeSpan.Zero || AnswerTime > TimeSpan.FromSeconds(60)) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(AnswerTime)} is {AnswerTime}; it must be 0 to 60 seconds.")); }
        if (MaxPayloadBytes is < 64 * 1024 or > 64 * 1024 * 1024) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxPayloadBytes)} is {MaxPayloadBytes}; it must be 64 KiB to 64 MiB.")); }
        if (ConcurrentBatches is < 1 or > 1000) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ConcurrentBatches)} is {ConcurrentBatches}; it must be 1 to 1,000.")); }
        if (problems.Count > 0) { throw new ToolkitOptionsException(nameof(StreamPipelineOptions), problems); }
        Flatten.Validated();
        Writer.Validated();
        return this;
    }
}
