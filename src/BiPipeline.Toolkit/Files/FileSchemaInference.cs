using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Looks at every record of files of any length, in bounded memory. Any order and any number of threads give the same schema.</summary>
public sealed class FileSchemaInference
{
    const int ChunkBytes = 2 * 1024 * 1024;
    const int MaxThreads = 64;

    readonly InferenceOptions _options;
    readonly int _threads;

    /// <summary>An inference over files.</summary>
    /// <param name="options">How a schema is made of what was seen.</param>
    /// <param name="threads">Threads that work at a time, 1 to 64.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public FileSchemaInference(InferenceOptions options, int threads)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (threads is < 1 or > MaxThreads) { throw new ToolkitOptionsException(nameof(FileSchemaInference), [string.Create(CultureInfo.InvariantCulture, $"threads is {threads}; it must be 1 to {MaxThreads}.")]); }
        (_options, _threads) = (options.Validated(), threads);
    }

    /// <summary>Reads the inputs, one after the other.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="progress">Told after each chunk; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was seen; ask it for the schema.</returns>
    /// <exception cref="InvalidDataException">An input is no records, or its compressed data is broken.</exception>
    /// <exception cref="IOException">An input can't be read.</exception>
    public async Task<SchemaInference> RunAsync(IReadOnlyList<FileInput> inputs, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var idle = new Queue<SchemaInference>(Enumerable.Range(0, _threads).Select(_ => new SchemaInference(_options)));
        var seen = new Counts();
        foreach (var input in inputs)
        {
            await RunAsync(input, idle, seen, progress, cancellationToken).ConfigureAwait(false);
        }
        var whole = idle.Dequeue();
        foreach (var part in idle) { whole.Merge(part); }
        return whole;
    }

    static async Task RunAsync(FileInput input, Queue<SchemaInference> idle, Counts seen, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        using var chunks = new ChunkReader(input, ChunkBytes);
        var running = new Queue<Task<Observed>>();
        var more = true;
        while (more || running.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (more && idle.Count > 0)
            {
                if (chunks.Read() is not { } chunk)
                {
                    more = false;
                    break;
                }
                var inference = idle.Dequeue();
                running.Enqueue(Task.Run(() => Observe(inference, chunk, input), cancellationToken));
            }
            if (!running.TryDequeue(out var next)) { continue; }
            var observed = await next.ConfigureAwait(false);
            idle.Enqueue(observed.Inference);
            seen.Records += observed.Records;
            seen.BytesIn += observed.Chunk.Length;
            chunks.Return(observed.Chunk);
            progress?.Report(new FileProgress(input.Name, seen.BytesIn, seen.Records));
        }
    }

    static Observed Observe(SchemaInference inference, Chunk chunk, FileInput input)
    {
        var before = inference.Records + inference.Unreadable;
        try
        {
            inference.Observe(chunk.Bytes, chunk.Kind);
        }
        catch (PayloadException exception)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{input.Name}, counted from byte {chunk.Start}: {exception.Message}"), exception);
        }
        return new(inference, inference.Records + inference.Unreadable - before, chunk);
    }

    sealed record Observed(SchemaInference Inference, long Records, Chunk Chunk);

    sealed class Counts
    {
        internal long Records { get; set; }

        internal long BytesIn { get; set; }
    }
}
