using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// Stores finished objects while the next records are flattened, one set at a time. An object of the processed zone waits for the raw
/// copies in its set and in earlier sets.
/// </summary>
/// <param name="writer">Holds the objects.</param>
/// <param name="prepare">Stores the file that must exist before the first object.</param>
/// <param name="maxWaiting">
/// Largest number of waiting objects. They are in temporary files, and a store that is slower than the input must not fill the disk.
/// </param>
sealed class BackgroundPuts(LakeWriter writer, Func<CancellationToken, Task> prepare, int maxWaiting) : IAsyncDisposable
{
    Task<LakeCommit>? _putting;
    Task? _preparing;

    /// <summary>Stores what must be there before any object, once.</summary>
    internal Task PrepareAsync(CancellationToken cancellationToken) => _preparing ??= prepare(cancellationToken);

    /// <summary>Starts to store the finished objects, after the previous set is stored.</summary>
    /// <exception cref="IOException">
    /// An object of the previous set could not be stored. The run ends, because the store would refuse the next objects too.
    /// </exception>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_putting is { IsCompleted: false } && writer.PendingObjectCount < maxWaiting) { return; }
        await EndPutAsync(cancellationToken).ConfigureAwait(false);
        if (writer.PendingObjectCount == 0) { return; }
        // A store that is slow to take the first object must not hold up the flattening either.
        var preparing = PrepareAsync(cancellationToken);
        if (!preparing.IsCompleted && writer.PendingObjectCount < maxWaiting) { return; }
        await preparing.ConfigureAwait(false);
        _putting = writer.FlushAsync(cancellationToken);
    }

    /// <summary>Waits until no object is being stored.</summary>
    /// <exception cref="IOException">An object could not be stored.</exception>
    internal async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_preparing is { } preparing) { await preparing.ConfigureAwait(false); }
        await EndPutAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task EndPutAsync(CancellationToken cancellationToken)
    {
        if (_putting is not { } putting) { return; }
        _putting = null;
        var commit = await putting.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        commit.ThrowIfIncomplete();
    }

    public async ValueTask DisposeAsync()
    {
        if (_preparing is { } preparing) { await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }
        // After a failure: it is already reported, and no work may continue after the call returns.
        if (_putting is { } putting) { await ((Task)putting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }
    }
}
