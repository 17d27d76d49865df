using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>
/// Infers a schema from every record of files of any length, in bounded memory. The schema does not depend on the order of the files or on
/// the number of threads.
/// </summary>
public sealed class FileSchemaInference
{
    const int ChunkBytes = 2 * 1024 * 1024;

    static readonly int MaxRecordBytes = new FlattenOptions().MaxRecordBytes;

    readonly InferenceOptions _options;

    /// <summary>Creates an inference over files.</summary>
    /// <param name="options">The settings. Default (null): the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public FileSchemaInference(InferenceOptions? options = null)
    {
        _options = options ?? new();
        _options.Validate();
    }

    /// <summary>Reads local files in order.</summary>
    /// <param name="paths">The files, with or without gzip.</param>
    /// <param name="progress">Receives a report after each chunk. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The inference, which makes the schema.</returns>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="InvalidDataException">A file has no records, or its compressed data is damaged.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public Task<SchemaInference> RunAsync(
        IEnumerable<string> paths, IProgress<FileProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return RunAsync([.. paths.Select(FileInput.Open)], progress, cancellationToken);
    }

    /// <summary>Reads the inputs in order.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="progress">Receives a report after each chunk. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The inference, which makes the schema.</returns>
    /// <exception cref="InvalidDataException">
    /// None of the first 4,096 records of an input can be read, or its compressed data is damaged.
    /// </exception>
    /// <exception cref="IOException">An input can't be read.</exception>
    public async Task<SchemaInference> RunAsync(
        IReadOnlyList<FileInput> inputs, IProgress<FileProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var pump = new OrderedPump<ObservedChunk, ObservedChunk>(_options.Threads);
        var idle = new Queue<SchemaInference>(Enumerable.Range(0, pump.Capacity).Select(_ => new SchemaInference(_options)));
        var (records, bytesIn) = (0L, 0L);
        var places = new InputProgress(inputs);
        foreach (var input in inputs)
        {
            if (_options.From is { } start) { FilePipeline.ThrowIfOldImagesAreMissing(input, [start]); }
            places.Begin();
            var (inputRecords, inputReadable) = (0L, 0L);
            var reasons = new Dictionary<string, long>(StringComparer.Ordinal);
            using var chunks = new ChunkReader(input, ChunkBytes, MaxRecordBytes);
            await pump.RunAsync(Read, Observe, Take, cancellationToken).ConfigureAwait(false);
            if (inputReadable == 0 && inputRecords > 0) { throw InputCheck.Unreadable(input, inputRecords, reasons); }
            places.End(input);

            ObservedChunk? Read() => chunks.Read() is { } chunk ? new ObservedChunk(idle.Dequeue(), chunk) : null;

            Task Take(ObservedChunk observed)
            {
                idle.Enqueue(observed.Inference);
                records += observed.Records;
                inputRecords += observed.Records;
                inputReadable += observed.Readable;
                foreach (var (reason, count) in observed.Reasons) { reasons[reason] = reasons.GetValueOrDefault(reason) + count; }
                if (inputReadable == 0 && inputRecords >= InputCheck.FirstRecords)
                {
                    throw InputCheck.Unreadable(input, inputRecords, reasons);
                }
                bytesIn += observed.Chunk.InputBytes;
                chunks.Return(observed.Chunk);
                progress?.Report(places.At(input, bytesIn, records));
                return Task.CompletedTask;
            }
        }
        var whole = idle.Dequeue();
        foreach (var part in idle) { whole.Merge(part); }
        return whole;
    }

    static ObservedChunk Observe(ObservedChunk work)
    {
        var (inference, chunk) = (work.Inference, work.Chunk);
        var before = inference.Met;
        var (read, reasons) = (inference.Read, inference.Reasons);
        try
        {
            inference.Observe(chunk.Bytes, chunk.Sequence, chunk.IsLast);
            if (chunk.TooLarge is not null) { inference.AddTooLarge(); }
        }
        catch (PayloadException exception)
        {
            throw chunk.Invalid(exception);
        }
        return work with
        {
            Records = inference.Met - before,
            Readable = inference.Read - read,
            Reasons = [.. inference.Reasons.Select(reason => (reason.Key, reason.Value - reasons.GetValueOrDefault(reason.Key)))],
        };
    }

    sealed record ObservedChunk(SchemaInference Inference, Chunk Chunk)
    {
        internal long Records { get; init; }

        internal long Readable { get; init; }

        internal (string Reason, long Count)[] Reasons { get; init; } = [];
    }
}
