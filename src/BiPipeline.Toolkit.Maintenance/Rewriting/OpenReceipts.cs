namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The receipts of rewrites that are not settled, of all kinds of work: <c>maintenance/rewrites/&lt;verb&gt;/…</c>.</summary>
sealed class OpenReceipts(IMaintenanceStore store)
{
    // Receipts never change.
    readonly Dictionary<string, RewriteReceipt> _read = new(StringComparer.Ordinal);

    /// <summary>Lists the receipts, the oldest first.</summary>
    /// <exception cref="InvalidDataException">An object is not a receipt.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    internal async Task<IReadOnlyList<OpenReceipt>> ListAsync(CancellationToken cancellationToken)
    {
        List<ListedObject> listed = [];
        await foreach (var item in store.ListObjectsAsync(LakeLayout.RewritesPrefix, cancellationToken).ConfigureAwait(false))
        {
            listed.Add(item);
        }
        List<OpenReceipt> receipts = [];
        foreach (var item in listed)
        {
            if (await FindAsync(item.Key, cancellationToken).ConfigureAwait(false) is { } receipt)
            {
                receipts.Add(new(item.Key, item.LastModified, receipt));
            }
        }
        receipts.Sort((left, right) => left.IsAfter(right) ? 1 : right.IsAfter(left) ? -1 : 0);
        return receipts;
    }

    async Task<RewriteReceipt?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(key, out var known)) { return known; }
        try
        {
            return _read[key] = RewriteReceipt.Parse(await WholeObject.ReadAsync(store, key, cancellationToken).ConfigureAwait(false), key);
        }
        catch (FileNotFoundException)
        {
            // Another run has settled it.
            return null;
        }
    }
}
