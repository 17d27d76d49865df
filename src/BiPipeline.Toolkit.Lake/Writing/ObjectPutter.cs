namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Puts finished objects, several at a time, zone by zone. A zone waits for the zone before it. When an object fails, later objects of the
/// same records are not put, so that the lake has no row without its raw copy.
/// </summary>
/// <param name="store">Receives the objects.</param>
/// <param name="options">The number of parallel puts, the time limit of a cancelled put, and the clock.</param>
sealed class ObjectPutter(IObjectStore store, LakeWriterOptions options)
{
    readonly List<PendingObject> _failed = [];

    /// <summary>Puts the objects and discards their buffers. Throws only for disk errors; the commit reports failed puts.</summary>
    internal async Task<LakeCommit> PutAsync(IReadOnlyList<PendingObject> items, CancellationToken cancellationToken)
    {
        List<LakeObject> stored = [];
        List<LakeFailure> failures = [];
        foreach (var zone in items.GroupBy(item => item.Zone).OrderBy(zone => zone.Key))
        {
            using var slots = new SemaphoreSlim(options.ParallelPuts);
            PendingObject[] pending = [.. zone];
            var puts = await Task.WhenAll(pending.Select(item => PutAsync(item, slots, cancellationToken))).ConfigureAwait(false);
            stored.AddRange(puts.Select(put => put.Stored).OfType<LakeObject>());
            failures.AddRange(puts.Select(put => put.Failure).OfType<LakeFailure>());
            _failed.AddRange(pending.Where((_, index) => puts[index].Failure is not null));
        }
        return new(stored, failures);
    }

    /// <summary>Clears the failures.</summary>
    internal void Reset() => _failed.Clear();

    async Task<(LakeObject? Stored, LakeFailure? Failure)> PutAsync(
        PendingObject item,
        SemaphoreSlim slots,
        CancellationToken cancellationToken)
    {
        // Checks before the first wait, while the failures do not include this zone's.
        var missing = _failed.Find(failed => failed.Zone < item.Zone && failed.Records.Overlaps(item.Records));
        try
        {
            if (missing is not null) { LakeThrow.RecordsNotStored(missing.Key); }
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var content = item.Buffer.ToContent();
                var started = options.TimeProvider.GetTimestamp();
                var outcome = await PutAsync(item.Key, content, cancellationToken).ConfigureAwait(false);
                var elapsed = options.TimeProvider.GetElapsedTime(started);
                return (new(item.Zone, item.Table, item.Key, item.Rows, content.Length, outcome, elapsed), null);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (Exception exception)
        {
            // For any exception of the store, the other objects may be stored; the commit reports the records that are not durable.
            return (null, new(item.Key, exception, item.Records.Ranges));
        }
        finally
        {
            item.Buffer.Dispose();
        }
    }

    // Stops waiting for a store that ignores its token. If it stores the object later, a retry of the batch finds it by its name.
    async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        var put = store.PutAsync(key, content, cancellationToken);
        try
        {
            return await put.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!put.IsCompleted)
        {
            return await put.WaitAsync(options.PutGrace, options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
