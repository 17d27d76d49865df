using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// Stores finished objects while the next records are flattened. One set of them at a time: what a set holds of the processed zone waits
/// for the raw copies in it and in those before.
/// </summary>
/// <param name="writer">Holds the objects.</param>
/// <param name="mostWaiting">
/// Objects that may wait: they lie in temporary files, and a store that is slower than the input must not fill the disk.
/// </param>
sealed class BackgroundPuts(LakeWriter writer, int mostWaiting) : IAsyncDisposable
{
    Task<LakeCommit>? _putting;

    /// <summary>Begins to store what is finished, once what was begun before has ended.</summary>
    /// <exception cref="IOException">
    /// An object of the set before could not be stored: a store that refuses one will refuse the next hours' too.
    /// </exception>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_putting is { IsCompleted: false } && writer.PendingObjectCount < mostWaiting) { return; }
        await EndAsync(cancellationToken).ConfigureAwait(false);
        if (writer.PendingObjectCount > 0) { _putting = writer.FlushAsync(cancellationToken); }
    }

    /// <summary>Waits until nothing is being stored.</summary>
    /// <exception cref="IOException">An object could not be stored.</exception>
    internal async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_putting is not { } putting) { return; }
        _putting = null;
        var commit = await putting.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        commit.ThrowIfIncomplete();
    }

    public async ValueTask DisposeAsync()
    {
        // After a failure: whatever it was, it is told already, and nothing may go on behind the caller's back.
        if (_putting is { } putting) { await ((Task)putting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }
    }
}
