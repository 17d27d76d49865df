using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>
/// Looks at the first records of every input before anything is put, so that one that can't be read is an error of the call.
/// </summary>
sealed class InputPreflight(FilePipelineOptions options)
{
    // Most inputs show a readable record at once.
    const int ChunkBytes = 64 * 1024;

    readonly ConcurrentBag<RecordFlattener> _idle = [];

    /// <summary>Reads each input until a record of it is readable.</summary>
    /// <exception cref="InvalidDataException">An input can't be read; of several, the first.</exception>
    /// <exception cref="IOException">An input can't be opened; of several, the first.</exception>
    internal async Task RunAsync(IReadOnlyList<FileInput> inputs, CancellationToken cancellationToken)
    {
        var failures = new Exception?[inputs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            inputs.Count,
            parallel,
            (i, token) =>
            {
                failures[i] = inputs[i].CanReopen ? Try(inputs[i], token) : null;
                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
        if (Array.Find(failures, failure => failure is not null) is { } first) { ExceptionDispatchInfo.Throw(first); }
    }

    Exception? Try(FileInput input, CancellationToken cancellationToken)
    {
        if (!_idle.TryTake(out var flattener)) { flattener = new RecordFlattener(options.Schemas, options.Flatten); }
        try
        {
            Check(input, flattener, cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return exception;
        }
        finally
        {
            _idle.Add(flattener);
        }
    }

    void Check(FileInput input, RecordFlattener flattener, CancellationToken cancellationToken)
    {
        using var chunks = new ChunkReader(input, ChunkBytes, options.Flatten.MaxRecordBytes);
        var check = new InputCheck(input);
        flattener.AsOf = input.AsOf ?? options.AsOf;
        while (!check.IsPassed && chunks.Read() is { } chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileRun.Flatten(new(flattener, chunk));
            check.Add(flattener);
            chunks.Return(chunk);
        }
        check.End();
    }
}
