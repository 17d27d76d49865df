namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The left-overs of killed writers that are old enough to delete. A running writer has temporary files and uploads too, so a young one may
/// be in use. What is below <c>latest/</c> belongs to Athena and is left alone.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="time">The clock.</param>
sealed class LeftOvers(IMaintenanceStore store, TimeProvider time)
{
    const int MostAtOnce = 1000;

    /// <summary>The age from which a left-over is deleted, 24 hours: longer than any process of this toolkit writes one object.</summary>
    internal static TimeSpan SafeAge { get; } = TimeSpan.FromHours(24);

    /// <summary>Counts the left-overs.</summary>
    /// <exception cref="IOException">The store refuses the listing.</exception>
    internal Task<LeftOverStatus> CountAsync(CancellationToken cancellationToken) => RunAsync(remove: false, cancellationToken);

    /// <summary>Deletes those that are older than <see cref="SafeAge"/>, and returns what was found before.</summary>
    /// <exception cref="IOException">The store refuses the listing or a deletion.</exception>
    internal Task<LeftOverStatus> RemoveAsync(CancellationToken cancellationToken) => RunAsync(remove: true, cancellationToken);

    async Task<LeftOverStatus> RunAsync(bool remove, CancellationToken cancellationToken)
    {
        var status = new LeftOverStatus();
        var limit = time.GetUtcNow() - SafeAge;
        List<LeftOver> old = [];
        await foreach (var leftOver in store.ListLeftOversAsync(cancellationToken).ConfigureAwait(false))
        {
            if (leftOver.Key.StartsWith(LakeLayout.LatestPrefix, StringComparison.Ordinal)) { continue; }
            var isOld = leftOver.LastModified < limit;
            status = status with
            {
                Count = status.Count + 1,
                Bytes = status.Bytes + leftOver.Bytes,
                Removable = status.Removable + (isOld ? 1 : 0),
                Oldest = status.Oldest is { } oldest && oldest < leftOver.LastModified ? oldest : leftOver.LastModified,
            };
            if (!remove || !isOld) { continue; }
            old.Add(leftOver);
            if (old.Count == MostAtOnce) { await DeleteAsync().ConfigureAwait(false); }
        }
        await DeleteAsync().ConfigureAwait(false);
        return status;

        async Task DeleteAsync()
        {
            await store.DeleteLeftOversAsync(old, cancellationToken).ConfigureAwait(false);
            old.Clear();
        }
    }
}
