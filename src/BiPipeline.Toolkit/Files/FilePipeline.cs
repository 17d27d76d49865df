using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit;

/// <summary>
/// Files of any length to a lake, in bounded memory. The same inputs in the same order give the same objects, so that a second run writes
/// nothing, whatever the number of threads.
/// </summary>
public sealed class FilePipeline
{
    // Flattened and waiting, so that workers have something to do while the caller writes.
    const int ChunksAhead = 3;

    // Finished objects that may wait for a store, in times of what is put at a time.
    const int SetsAhead = 2;

    readonly FilePipelineOptions _options;
    readonly IObjectStore _store;

    /// <summary>A pipeline into a store.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public FilePipeline(FilePipelineOptions options, IObjectStore store)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        (_options, _store) = (options.Validated(), store);
    }

    // Row groups are encoded by as many threads as flatten.
    ILakeFormat Format => _options.Format is ParquetFormat parquet ? parquet.WithThreads(_options.Threads) : _options.Format;

    /// <summary>Flattens the inputs, one after the other, and stores the objects.</summary>
    /// <param name="inputs">The inputs in their order.</param>
    /// <param name="progress">Told after each chunk; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work; objects that are stored stay, and a later run goes on from them.</param>
    /// <exception cref="InvalidDataException">An input is no records, or of a kind that a schema refuses, or its compressed data is broken.</exception>
    /// <exception cref="IOException">An input can't be read or an object can't be stored.</exception>
    public async Task<FileOutcome> RunAsync(IReadOnlyList<FileInput> inputs, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var activity = PipelineTelemetry.Activities.StartActivity("bipipeline.files");
        using var writer = new LakeWriter(_store, Format, _options.Writer);
        var puts = new BackgroundPuts(writer, SetsAhead * _options.Writer.ParallelPuts);
        await using var _ = puts.ConfigureAwait(false);
        var flatteners = new Queue<RecordFlattener>(Enumerable.Range(0, _options.Threads == 1 ? 1 : _options.Threads + ChunksAhead).Select(_ => new RecordFlattener(_options.Schemas, _options.Flatten)));
        var total = new FileTotals();
        foreach (var input in inputs)
        {
            await RunAsync(input, writer, puts, flatteners, total, progress, cancellationToken).ConfigureAwait(false);
        }
        await puts.EndAsync(cancellationToken).ConfigureAwait(false);
        var commit = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        PipelineTelemetry.RecordObjects(commit);
        cancellationToken.ThrowIfCancellationRequested();
        total.Add(commit.ThrowIfIncomplete());
        return total.ToOutcome();
    }

    async Task RunAsync(FileInput input, LakeWriter writer, BackgroundPuts puts, Queue<RecordFlattener> idle, FileTotals total, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        using var chunks = new ChunkReader(input, _options.ChunkBytes);
        // The caller's thread reads and writes; the others flatten ahead, so that neither waits while a row group is encoded. One thread means
        // the caller's: nothing is handed over and nothing goes on behind it, so that it can be measured as one.
        var workers = new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, _options.Threads - 1)).ConcurrentScheduler);
        var waiting = new Queue<ChunkWork>();
        var more = true;
        while (more || waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (more && idle.Count > 0)
            {
                if (chunks.Read() is not { } chunk)
                {
                    more = false;
                    break;
                }
                var work = new ChunkWork(idle.Dequeue(), chunk, input);
                waiting.Enqueue(work);
                if (_options.Threads > 1) { _ = workers.StartNew(work.TryFlatten, CancellationToken.None); }
            }
            if (!waiting.TryDequeue(out var next)) { continue; }
            // While a worker is still at it, the caller takes a later one.
            if (!next.TryFlatten()) { while (!next.Flattened.IsCompleted && waiting.Any(work => work.TryFlatten())) { } }
            var flattened = await next.Flattened.ConfigureAwait(false);
            Append(flattened, writer, total);
            idle.Enqueue(flattened.Flattener);
            chunks.Return(flattened.Chunk);
            progress?.Report(new FileProgress(input.Name, total.BytesIn, total.Records));
            await puts.BeginAsync(cancellationToken).ConfigureAwait(false);
            if (_options.Threads == 1) { await puts.EndAsync(cancellationToken).ConfigureAwait(false); }
        }
    }

    static void Append(FlattenedChunk chunk, LakeWriter writer, FileTotals total)
    {
        writer.Append(chunk.Flattener.Batches, chunk.Flattener.RecordCount);
        total.Add(chunk);
        PipelineTelemetry.RecordRows(chunk.Flattener.RecordCount, chunk.Flattener.Batches.SelectMany(TableOutcome.Of));
    }
}
