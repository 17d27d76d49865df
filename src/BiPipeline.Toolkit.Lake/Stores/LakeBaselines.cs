namespace BiPipeline.Toolkit.Lake;

/// <summary>The complete baselines of a lake: each has a marker, which is written last.</summary>
static class LakeBaselines
{
    /// <summary>Returns the key of the newest marker; null for none.</summary>
    internal static async Task<BaselineKey?> FindNewestKeyAsync(IObjectStore store, string table, CancellationToken cancellationToken)
    {
        BaselineKey? newest = null;
        await foreach (var stored in store.ListAsync(LakeLayout.BaselinePrefix(table), cancellationToken).ConfigureAwait(false))
        {
            var isMarker = LakeLayout.TryParseBaselineKey(stored.Key, out var key) && key.IsBaseline;
            if (isMarker && !(newest?.AsOf >= key!.AsOf)) { newest = key; }
        }
        return newest;
    }
}
