namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Takes a backfill back: its marker first, so that views stop to count on it, then its objects, then its receipts. A backfill that did not
/// finish has no marker, and can be taken back as well.
/// </summary>
public sealed class BackfillRetraction
{
    readonly IMaintenanceStore _store;
    readonly IReadOnlyList<string> _receipts;

    BackfillRetraction(
        DateTimeOffset asOf,
        IReadOnlyList<string> markers,
        IReadOnlyList<ReceiptObject> objects,
        IReadOnlyList<string> receipts,
        IMaintenanceStore store)
    {
        (AsOf, Markers, _receipts, _store) = (asOf, markers, receipts, store);
        (Objects, Bytes) = ([.. objects.Select(item => item.Key)], objects.Sum(item => item.Bytes));
    }

    /// <summary>The time of the backfill.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The keys of the markers.</summary>
    public IReadOnlyList<string> Markers { get; }

    /// <summary>The keys of the objects.</summary>
    public IReadOnlyList<string> Objects { get; }

    /// <summary>Number of bytes of the objects.</summary>
    public long Bytes { get; }

    /// <summary>Finds what a backfill wrote. Writes and deletes nothing.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="schemas">The schemas of the backfill's tables.</param>
    /// <param name="asOf">The time of the baseline, or the end of the window.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="MaintenanceRefusedException">
    /// The lake has no such backfill, it wrote other tables too, or windows of incremental exports continue it.
    /// </exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public static async Task<BackfillRetraction> CreateAsync(
        IMaintenanceStore store,
        IReadOnlyList<TableSchema> schemas,
        DateTimeOffset asOf,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(schemas);
        asOf = Instant.Floor(asOf);
        var tables = schemas.Select(schema => schema.Table).ToHashSet(StringComparer.Ordinal);
        var markers = await FindMarkersAsync(store, tables, asOf, cancellationToken).ConfigureAwait(false);
        var (objects, receipts) = await FindObjectsAsync(store, tables, asOf, cancellationToken).ConfigureAwait(false);
        return markers.Count + receipts.Count > 0
            ? new(asOf, markers, objects, receipts, store)
            : throw new MaintenanceRefusedException(
                store.Location,
                [$"There is no backfill of {string.Join(", ", tables)} with time {Instant.Text(asOf)}; expected one. Correct the time."]);
    }

    /// <summary>Deletes the markers, then the objects, then the receipts. After an interruption, plan and apply again.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">An object can't be deleted.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken = default)
    {
        await _store.DeleteAsync(Markers, cancellationToken).ConfigureAwait(false);
        await _store.DeleteAsync(Objects, cancellationToken).ConfigureAwait(false);
        await _store.DeleteAsync(_receipts, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the plan in lines.</summary>
    public override string ToString() => string.Join('\n', (string[])
    [
        $"retract {Instant.Text(AsOf)}",
        .. Markers.Select(marker => $"  marker     {marker}"),
        string.Create(CultureInfo.InvariantCulture, $"  objects    {Objects.Count:N0}, {Bytes / 1e6:N1} MB"),
        string.Create(CultureInfo.InvariantCulture, $"  receipts   {_receipts.Count:N0}"),
    ]);

    static async Task<IReadOnlyList<string>> FindMarkersAsync(
        IObjectStore store, HashSet<string> tables, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        List<string> markers = [];
        foreach (var table in tables)
        {
            var all = await LakeBaselines.ListAsync(store, table, cancellationToken).ConfigureAwait(false);
            BaselineKey[] own = [.. all.Where(marker => marker.AsOf == asOf)];
            if (own.Length > 0 && all.Any(marker => marker.WindowStart == asOf))
            {
                throw new MaintenanceRefusedException(
                    store.Location,
                    [
                        $"Windows of incremental exports of table '{table}' continue {Instant.Text(asOf)}; expected none. "
                            + "Retract them first, the last one before the others.",
                    ]);
            }
            markers.AddRange(own.Select(marker => marker.ToString()));
        }
        return markers;
    }

    static async Task<(IReadOnlyList<ReceiptObject> Objects, IReadOnlyList<string> Receipts)> FindObjectsAsync(
        IObjectStore store, HashSet<string> tables, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        List<string> keys = [];
        await foreach (var item in store.ListAsync(LakeLayout.BackfillPrefix, cancellationToken).ConfigureAwait(false))
        {
            keys.Add(item.Key);
        }
        List<ReceiptObject> objects = [];
        List<string> receipts = [];
        foreach (var folder in keys.GroupBy(key => key[..key.LastIndexOf('/')], StringComparer.Ordinal))
        {
            // The receipts of a folder are of one backfill.
            var first = await UnitReceipts<BackfillReceipt>.ReadAsync(store, folder.First(), cancellationToken).ConfigureAwait(false);
            if (first.AsOf != asOf || !first.Tables.Any(tables.Contains)) { continue; }
            if (first.Tables.FirstOrDefault(table => !tables.Contains(table)) is { } other)
            {
                throw new MaintenanceRefusedException(
                    store.Location,
                    [$"The backfill of {Instant.Text(asOf)} wrote table '{other}' too; expected all its schemas. Add --schema."]);
            }
            foreach (var key in folder)
            {
                var receipt = await UnitReceipts<BackfillReceipt>.ReadAsync(store, key, cancellationToken).ConfigureAwait(false);
                objects.AddRange(receipt.Objects);
                receipts.Add(key);
            }
        }
        return (objects, receipts);
    }
}
