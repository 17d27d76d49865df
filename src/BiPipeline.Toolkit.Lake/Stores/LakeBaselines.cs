namespace BiPipeline.Toolkit.Lake;

/// <summary>The complete baselines of a lake: each has a marker, which is written last.</summary>
static class LakeBaselines
{
    /// <summary>Returns the key of the newest marker; null for none.</summary>
    internal static async Task<BaselineKey?> FindNewestKeyAsync(IObjectStore store, string table, CancellationToken cancellationToken)
    {
        var keys = await ListAsync(store, table, cancellationToken).ConfigureAwait(false);
        return keys.Where(key => key.IsBaseline).MaxBy(key => key.AsOf);
    }

    /// <summary>Returns the keys of all markers of a table: of baselines, and of the windows that extend them.</summary>
    internal static async Task<IReadOnlyList<BaselineKey>> ListAsync(
        IObjectStore store, string table, CancellationToken cancellationToken)
    {
        List<BaselineKey> keys = [];
        await foreach (var stored in store.ListAsync(LakeLayout.BaselinePrefix(table), cancellationToken).ConfigureAwait(false))
        {
            if (LakeLayout.TryParseBaselineKey(stored.Key, out var key)) { keys.Add(key); }
        }
        return keys;
    }
}
