using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// One run of a <see cref="FilePipeline"/>. The caller's thread reads chunks and writes rows. The other threads flatten ahead, so that
/// neither waits while a row group is encoded.
/// </summary>
sealed class FileRun
{
    readonly OrderedPump<FlattenedChunk, FlattenedChunk> _pump;
    readonly Queue<RecordFlattener> _idle;
    readonly LakeWriter _writer;
    readonly BackgroundPuts _puts;
    readonly IProgress<FileProgress>? _progress;
    readonly HeapCompaction? _compaction;
    readonly int _chunkBytes;
    readonly int _maxRecordBytes;
    readonly bool _waitsForPuts;
    readonly bool _allowsUnreadable;
    readonly InputProgress _inputs;
    readonly AttributePath[] _policies;
    readonly DateTimeOffset? _asOf;

    internal FileRun(
        FilePipelineOptions options,
        IReadOnlyList<FileInput> inputs,
        LakeWriter writer,
        BackgroundPuts puts,
        NewestBaselines baselines,
        IProgress<FileProgress>? progress)
    {
        (_writer, _puts, _progress, _inputs) = (writer, puts, progress, new(inputs));
        (_allowsUnreadable, _asOf, Total) = (options.AllowUnreadable, options.AsOf, new(options.Schemas, baselines));
        _policies = [.. options.Schemas.SelectMany(schema => schema.Policies).Select(policy => policy.Path).Distinct()];
        _pump = new(options.Threads);
        _idle = new(Enumerable.Range(0, _pump.Capacity).Select(_ => new RecordFlattener(options.Schemas, options.Flatten)));
        _compaction = options.CompactHeap ? new() : null;
        (_chunkBytes, _maxRecordBytes) = (options.ChunkBytes, options.Flatten.MaxRecordBytes);
        // With one thread, the caller's thread does all work.
        _waitsForPuts = options.Threads == 1;
    }

    /// <summary>The counts so far.</summary>
    internal FileTotals Total { get; }

    /// <summary>Flattens an input and passes its rows to the writer.</summary>
    internal async Task AddAsync(FileInput input, CancellationToken cancellationToken)
    {
        _inputs.Begin();
        var check = _allowsUnreadable ? null : new InputCheck(input);
        using var chunks = new ChunkReader(input, _chunkBytes, _maxRecordBytes);
        await _pump.RunAsync(Read, Flatten, TakeAsync, cancellationToken).ConfigureAwait(false);
        check?.End();
        _inputs.End(input);

        // The pump has one item per flattener, so that a flattener is free for the next item.
        FlattenedChunk? Read()
        {
            if (chunks.Read() is not { } chunk) { return null; }
            var flattener = _idle.Dequeue();
            (flattener.AsOf, flattener.Origin.WriteTimes) = (input.AsOf ?? _asOf, input.WriteTimes);
            return new FlattenedChunk(flattener, chunk);
        }

        async Task TakeAsync(FlattenedChunk flattened)
        {
            check?.Add(flattened.Flattener);
            Append(flattened);
            chunks.Return(flattened.Chunk);
            // Nothing is put before the input has shown that it is records.
            if (check is { IsPassed: false }) { return; }
            await _puts.BeginAsync(cancellationToken).ConfigureAwait(false);
            if (_waitsForPuts) { await _puts.EndAsync(cancellationToken).ConfigureAwait(false); }
        }
    }

    /// <summary>The counts, and which policies met nothing. The flatteners must be idle.</summary>
    internal FileOutcome ToOutcome()
    {
        var met = _idle.SelectMany(flattener => flattener.MetPolicies).ToHashSet();
        return Total.ToOutcome() with { UnmetPolicies = [.. _policies.Where(path => !met.Contains(path)).Select(path => path.ToString())] };
    }

    internal static FlattenedChunk Flatten(FlattenedChunk work)
    {
        work.Flatten();
        if (work.Chunk.Input.IsZoneObject)
        {
            foreach (var batch in work.Flattener.Batches) { batch.Raw.Truncate(0); }
        }
        return work;
    }

    void Append(FlattenedChunk flattened)
    {
        var flattener = flattened.Flattener;
        _writer.Append(flattener.Batches, flattener.RecordCount);
        Total.Add(flattened);
        PipelineTelemetry.RecordRows(flattener.RecordCount, flattener.Batches.SelectMany(TableOutcome.Of));
        _idle.Enqueue(flattener);
        _progress?.Report(_inputs.At(flattened.Chunk.Input, Total.BytesIn, Total.Records));
        _compaction?.AfterBytes(Total.BytesIn);
    }
}
