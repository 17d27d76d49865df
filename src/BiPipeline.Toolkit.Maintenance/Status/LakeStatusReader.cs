namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads the status of a lake: one listing of everything, then the receipts and quarantine objects that it needs.</summary>
/// <param name="store">The lake.</param>
/// <param name="options">What counts.</param>
sealed class LakeStatusReader(IMaintenanceStore store, LakeStatusOptions options)
{
    readonly Dictionary<(string Table, LakeZone Zone), TableCounter> _tables = [];
    readonly SortedDictionary<string, PrefixStatus> _others = new(StringComparer.Ordinal);
    readonly List<BaselineKey> _markers = [];
    readonly WorkFinder _work = new(store);
    readonly Dictionary<string, NewestObjects> _quarantine = new(StringComparer.Ordinal);
    long _foreign;

    internal async Task<LakeStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var now = options.TimeProvider.GetUtcNow();
        await foreach (var item in store.ListObjectsAsync("", cancellationToken).ConfigureAwait(false)) { Add(item); }
        TableStatus[] tables =
        [
            .. _tables.OrderBy(item => item.Key.Table, StringComparer.Ordinal).ThenBy(item => item.Key.Zone)
                .Select(item => item.Value.ToStatus()),
        ];
        List<QuarantineStatus> quarantines = [];
        foreach (var table in tables.Where(table => table.Zone == LakeZone.Quarantine))
        {
            quarantines.Add(await ReadReasonsAsync(table, cancellationToken).ConfigureAwait(false));
        }
        return new()
        {
            Location = store.Location,
            Time = now,
            Tables = tables,
            Others = [.. _others.Values],
            ForeignObjects = _foreign,
            Baselines = [.. _markers.GroupBy(marker => marker.Table, StringComparer.Ordinal).Select(BaselinesOf).OfType<BaselineStatus>()],
            OpenWork = await _work.FindOpenAsync(_markers, cancellationToken).ConfigureAwait(false),
            Quarantines = quarantines,
            LeftOvers = await new LeftOvers(store, options.TimeProvider).CountAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    void Add(ListedObject item)
    {
        if (LakeLayout.TryParseKey(item.Key, out var key))
        {
            if (Counts(key.Table)) { Add(key, item); }
            return;
        }
        var slash = item.Key.IndexOf('/', StringComparison.Ordinal);
        var prefix = item.Key[..(slash + 1)];
        if (Enum.GetValues<LakeZone>().Any(zone => prefix == LakeLayout.ZoneName(zone) + "/")) { _foreign++; }
        var other = _others.GetValueOrDefault(prefix) ?? new(prefix, 0, 0);
        _others[prefix] = other with { Objects = other.Objects + 1, Bytes = other.Bytes + item.Bytes };
        if (LakeLayout.TryParseBaselineKey(item.Key, out var marker) && Counts(marker.Table)) { _markers.Add(marker); }
        _work.Add(item);
    }

    void Add(LakeKey key, ListedObject item)
    {
        if (!_tables.TryGetValue((key.Table, key.Zone), out var counter))
        {
            _tables.Add((key.Table, key.Zone), counter = new(key.Table, key.Zone, options.SmallBytes));
        }
        counter.Add(key, item);
        if (key.Zone != LakeZone.Quarantine) { return; }
        if (!_quarantine.TryGetValue(key.Table, out var newest)) { _quarantine.Add(key.Table, newest = new(options.QuarantineBytes)); }
        newest.Add(item);
    }

    bool Counts(string table) => options.Tables.Count == 0 || options.Tables.Contains(table, StringComparer.Ordinal);

    async Task<QuarantineStatus> ReadReasonsAsync(TableStatus table, CancellationToken cancellationToken)
    {
        var reasons = new QuarantineReasons();
        var read = 0L;
        foreach (var item in _quarantine[table.Table].Newest)
        {
            var stored = await store.OpenReadAsync(item.Key, cancellationToken).ConfigureAwait(false);
            using var lines = new LineReader(stored);
            try
            {
                for (; lines.TryRead(out var line); read++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    reasons.Add(line.Span);
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or JsonException or InvalidOperationException)
            {
                throw new InvalidDataException(
                    $"'{item.Key}' below {store.Location} is damaged; expected gzip with a reason on each line. Run lake verify.",
                    exception);
            }
        }
        return new(table.Table, table.Rows, read, reasons.Counts);
    }

    static BaselineStatus? BaselinesOf(IGrouping<string, BaselineKey> markers)
    {
        BaselineKey[] baselines = [.. markers.Where(marker => marker.IsBaseline)];
        if (baselines.Length == 0) { return null; }
        var newest = baselines.Max(marker => marker.AsOf);
        BaselineKey[] windows = [.. markers.Where(marker => !marker.IsBaseline && marker.AsOf > newest)];
        return new(markers.Key, newest, baselines.Length, windows.Length == 0 ? null : windows.Max(marker => marker.AsOf));
    }
}
