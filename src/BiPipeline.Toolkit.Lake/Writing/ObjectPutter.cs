namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Puts finished objects, several at a time, zone by zone. A zone's objects wait for the zone before; what shares a record with an object
/// that could not be stored is not put either, so that no row is in the lake whose raw copy is not.
/// </summary>
/// <param name="store">Takes the objects.</param>
/// <param name="options">How many at a time, how long a cancelled put is waited for, and the clock.</param>
sealed class ObjectPutter(IObjectStore store, LakeWriterOptions options)
{
    readonly List<PendingObject> _failed = [];

    /// <summary>Puts the objects and discards their buffers. Nothing but a broken disk is thrown: what can't be stored is told.</summary>
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

    /// <summary>Forgets what could not be stored.</summary>
    internal void Reset() => _failed.Clear();

    async Task<(LakeObject? Stored, LakeFailure? Failure)> PutAsync(
        PendingObject item,
        SemaphoreSlim slots,
        CancellationToken cancellationToken)
    {
        // Looked for before the first wait, while failures of this zone are not among them yet.
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
            // Whatever the store threw, the other objects may be stored; the commit tells which records are not durable.
            return (null, new(item.Key, exception, item.Records.Ranges));
        }
        finally
        {
            item.Buffer.Dispose();
        }
    }

    // A store that does not listen to its token is left alone after a while: what it then still does is delivered again and meets its name.
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
