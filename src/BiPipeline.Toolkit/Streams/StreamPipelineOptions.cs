using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit;

/// <summary>What a <see cref="StreamPipeline"/> writes and how. Immutable; derive with <c>with</c>.</summary>
public sealed record StreamPipelineOptions
{
    /// <summary>The tables, at least one; each record goes to the schema that takes it.</summary>
    public IReadOnlyList<TableSchema> Schemas { get; init; } = [];

    /// <summary>Limits and policies of the flattening.</summary>
    public FlattenOptions Flatten { get; init; } = new();

    /// <summary>How objects are cut and put.</summary>
    public LakeWriterOptions Writer { get; init; } = new();

    /// <summary>The format of typed rows. Default Parquet with its defaults.</summary>
    public ILakeFormat Format { get; init; } = new ParquetFormat();

    /// <summary>
    /// The time kept at an invocation's end for answering: work that is not done by then counts as not stored, so that Lambda redelivers it
    /// and does not end the function unheard. Longer than <see cref="LakeWriterOptions.PutGrace"/>. 0.1 to 60 seconds; default 2 seconds.
    /// </summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest payload, 64 KiB to 64 MiB. Default 16 MiB; Lambda sends at most 6 MB.</summary>
    public int MaxPayloadBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Batches that are handled at a time, 1 to 1,000; further ones wait, unread, for a free slot or their deadline. It bounds the memory:
    /// some 50 MB per batch of 5 MB. Default 8; Lambda sends a function's process one at a time.
    /// </summary>
    public int ConcurrentBatches { get; init; } = 8;

    /// <summary>
    /// Writes each batch's metrics for CloudWatch. Default (null): none; <see cref="PipelineTelemetry"/> has the same figures for other
    /// listeners.
    /// </summary>
    public EmbeddedMetrics? EmbeddedMetrics { get; init; }

    /// <summary>The clock that deadlines and waits are measured with. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every rule.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = Problems();
        problems.ThrowIfAny();
    }

    /// <summary>Checks every rule, and those that a store's own options have a part in.</summary>
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
