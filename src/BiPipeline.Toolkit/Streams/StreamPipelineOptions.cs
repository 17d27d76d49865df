using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit;

/// <summary>Settings of a <see cref="StreamPipeline"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record StreamPipelineOptions
{
    /// <summary>The tables, at least one. Each record goes to the schema that matches it.</summary>
    public IReadOnlyList<TableSchema> Schemas { get; init; } = [];

    /// <summary>Limits and policies of flattening.</summary>
    public FlattenOptions Flatten { get; init; } = new();

    /// <summary>Sizes and puts of objects.</summary>
    public LakeWriterOptions Writer { get; init; } = new();

    /// <summary>The format of typed rows. Default Parquet with its defaults.</summary>
    public ILakeFormat Format { get; init; } = new ParquetFormat();

    /// <summary>
    /// Time reserved for the answer at the end of an invocation. Records that are not stored by then count as failed and Lambda retries
    /// them, so that it does not end the function without an answer. Longer than <see cref="LakeWriterOptions.PutGrace"/>. 0.1 to 60
    /// seconds; default 2 seconds.
    /// </summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Largest size of a payload, 64 KiB to 64 MiB. Default 16 MiB; Lambda sends at most 6 MB.</summary>
    public int MaxPayloadBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Largest number of concurrent batches, 1 to 1,000. Further batches wait for a free slot or their deadline before they are read. It
    /// bounds the memory: about 50 MB per batch of 5 MB. Default 8; Lambda sends one batch at a time to each process of a function.
    /// </summary>
    public int ConcurrentBatches { get; init; } = 8;

    /// <summary>
    /// Writer of each batch's metrics for CloudWatch. Default (null): none; <see cref="PipelineTelemetry"/> reports the same figures to
    /// other listeners.
    /// </summary>
    public EmbeddedMetrics? EmbeddedMetrics { get; init; }

    /// <summary>The clock for deadlines and waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = Problems();
        problems.ThrowIfAny();
    }

    /// <summary>Validates the options, also against those of a store.</summary>
    internal void Validate(IObjectStore store)
    {
        var problems = Problems();
        InvocationEnd.Check(this, store, problems);
        problems.ThrowIfAny();
    }

    OptionProblems Problems()
    {
        const int kib = 1024;
        var problems = new OptionProblems(nameof(StreamPipelineOptions));
        foreach (var problem in TableNames.Problems(Schemas)) { problems.Add(problem); }
        problems.Nested(nameof(Flatten), Flatten.Validate);
        problems.Nested(nameof(Writer), Writer.Validate);
        problems.Range(AnswerTime, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(60), "0.1 to 60 seconds");
        problems.Range(MaxPayloadBytes, 64 * kib, 64 * kib * kib, "64 KiB to 64 MiB");
        problems.Range(ConcurrentBatches, 1, 1000, "1 to 1,000");
        InvocationEnd.Check(this, problems);
        return problems;
    }
}
