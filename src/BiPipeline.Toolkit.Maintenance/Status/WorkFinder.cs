namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Finds upkeep that has not ended by what it leaves below <c>maintenance/</c>: receipts of a backfill whose table has no marker of its
/// time, a scan without its manifest, receipts of rewrites such as a compaction, which go with their inputs, and an erasure
/// that is still open.
/// </summary>
/// <param name="store">The lake.</param>
sealed class WorkFinder(IMaintenanceStore store)
{
    const string Backfill = "backfill";
    const string Rewrites = "rewrites";
    const string Scans = "scans";
    const string Erase = "erase";

    readonly Dictionary<(string Verb, string Id), Folder> _folders = [];

    /// <summary>Adds an object of the listing.</summary>
    internal void Add(ListedObject item)
    {
        if (!item.Key.StartsWith(LakeLayout.MaintenancePrefix, StringComparison.Ordinal)) { return; }
        var segments = item.Key.Split('/');
        if (segments.Length < 3) { return; }
        // Scans are in a folder of their table, receipts of a backfill in one of their export, receipts of rewrites in one of their verb.
        var depth = segments[1] is Scans or Backfill or Rewrites ? 4 : 3;
        var id = string.Join('/', segments[2..Math.Min(depth, segments.Length - 1)]);
        var folder = _folders.GetValueOrDefault((segments[1], id)) ?? new(0, default, item.Key, HasManifest: false, IsOpen: false);
        _folders[(segments[1], id)] = folder with
        {
            Objects = folder.Objects + 1,
            LastModified = item.LastModified > folder.LastModified ? item.LastModified : folder.LastModified,
            HasManifest = folder.HasManifest || segments[^1] == ExportSummary.Name,
            IsOpen = folder.IsOpen || segments[^1] == ErasureRecord.OpenName,
        };
    }

    /// <summary>Returns the work that is open, by verb and folder.</summary>
    /// <param name="markers">The markers of the lake.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<IReadOnlyList<OpenWork>> FindOpenAsync(IReadOnlyList<BaselineKey> markers, CancellationToken cancellationToken)
    {
        List<OpenWork> open = [];
        var sorted = _folders.OrderBy(item => item.Key.Verb, StringComparer.Ordinal).ThenBy(item => item.Key.Id, StringComparer.Ordinal);
        foreach (var ((verb, id), folder) in sorted)
        {
            var isOpen = verb switch
            {
                Backfill => await IsOpenBackfillAsync(folder, markers, cancellationToken).ConfigureAwait(false),
                Scans => !folder.HasManifest,
                Rewrites => true,
                Erase => folder.IsOpen,
                _ => false,
            };
            if (isOpen) { open.Add(new(NameOf(verb, id), id, folder.Objects, folder.LastModified)); }
        }
        return open;
    }

    static string NameOf(string verb, string id) => verb switch
    {
        Scans => "scan",
        Rewrites => id.Split('/')[0],
        _ => verb,
    };

    async Task<bool> IsOpenBackfillAsync(Folder folder, IReadOnlyList<BaselineKey> markers, CancellationToken cancellationToken)
    {
        // The receipts of a folder are of one backfill.
        var receipt = await UnitReceipts<BackfillReceipt>.ReadAsync(store, folder.First, cancellationToken).ConfigureAwait(false);
        return receipt.Tables.Any(table => !markers.Any(marker => marker.Table == table && marker.AsOf == receipt.AsOf));
    }

    sealed record Folder(long Objects, DateTimeOffset LastModified, string First, bool HasManifest, bool IsOpen);
}
