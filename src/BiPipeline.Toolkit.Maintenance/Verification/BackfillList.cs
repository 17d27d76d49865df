namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The backfills of a lake, from their receipts and markers. Dated rows have no raw; they are compared with these by number.
/// </summary>
sealed class BackfillList
{
    readonly IReadOnlyList<Known> _all;
    readonly SchemaFamilies _families;

    BackfillList(IReadOnlyList<Known> all, SchemaFamilies families) => (_all, _families) = (all, families);

    /// <summary>Reads the receipts and lists the markers.</summary>
    /// <exception cref="IOException">The lake can't be read.</exception>
    internal static async Task<BackfillList> ReadAsync(IObjectStore store, SchemaFamilies families, CancellationToken cancellationToken)
    {
        Dictionary<(DateTimeOffset AsOf, DateTimeOffset? Start), Known> all = [];
        foreach (var family in families.All)
        {
            foreach (var marker in await LakeBaselines.ListAsync(store, family.Given.Table, cancellationToken).ConfigureAwait(false))
            {
                Of(marker.AsOf, marker.WindowStart).Markers.TryAdd(family.Given.Table, marker.ToString());
            }
        }
        await foreach (var item in store.ListAsync(LakeLayout.BackfillPrefix, cancellationToken).ConfigureAwait(false))
        {
            var receipt = await UnitReceipts<BackfillReceipt>.ReadAsync(store, item.Key, cancellationToken).ConfigureAwait(false);
            Of(receipt.AsOf, receipt.WindowStart).Add(item.Key[..item.Key.LastIndexOf('/')], receipt);
        }
        return new([.. all.Values], families);

        Known Of(DateTimeOffset asOf, DateTimeOffset? start)
        {
            if (!all.TryGetValue((asOf, start), out var known)) { all.Add((asOf, start), known = new(asOf, start)); }
            return known;
        }
    }

    /// <summary>Returns the number of the complete backfill that a dated row is of; null for none.</summary>
    internal int? Find(int family, long milliseconds, bool isItem)
    {
        var table = _families[family].Given.Table;
        for (var i = 0; i < _all.Count; i++)
        {
            if (_all[i].Has(milliseconds, isItem) && _all[i].Markers.ContainsKey(table)) { return i; }
        }
        return null;
    }

    /// <summary>Whether a backfill that has the time of a dated row is not complete.</summary>
    internal bool IsUnfinished(long milliseconds, bool isItem) =>
        _all.Any(known => known.Has(milliseconds, isItem) && known.Markers.Count == 0);

    /// <summary>Compares the number of dated rows with receipts.</summary>
    internal void Compare(UnitTally tally, FindingLog findings)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            var known = _all[i];
            foreach (var family in _families.All.Where(family => known.Markers.ContainsKey(family.Given.Table)))
            {
                foreach (var table in family.Tables)
                {
                    var expected = known.RowsOf(table);
                    var all = tally.Dated.GetValueOrDefault((table, i));
                    var withoutRaw = tally.Dated.GetValueOrDefault((table, ~i));
                    // Of several versions, a rebuild may have dropped the older one.
                    if (expected.Length == 0 || Array.Exists(expected, rows => all >= rows && withoutRaw <= rows)) { continue; }
                    findings.Add(FindingKind.BaselineDiffers, known.Markers[family.Given.Table]);
                }
            }
        }
    }

    /// <summary>A backfill.</summary>
    sealed class Known(DateTimeOffset asOf, DateTimeOffset? start)
    {
        readonly Dictionary<string, List<BackfillReceipt>> _runs = new(StringComparer.Ordinal);
        readonly long _asOf = asOf.ToUnixTimeMilliseconds();
        readonly long? _start = start?.ToUnixTimeMilliseconds();

        /// <summary>The keys of the markers by table.</summary>
        internal Dictionary<string, string> Markers { get; } = new(StringComparer.Ordinal);

        internal void Add(string run, BackfillReceipt receipt)
        {
            if (!_runs.TryGetValue(run, out var receipts)) { _runs.Add(run, receipts = []); }
            receipts.Add(receipt);
        }

        /// <summary>Returns the numbers of rows that can be there: of all runs, or of one.</summary>
        internal long[] RowsOf(string table)
        {
            long[] rows = [.. _runs.Values.Select(receipts => receipts.Sum(receipt => receipt.RowsOf(table)))];
            return rows.Length < 2 ? rows : [rows.Sum(), .. rows];
        }

        internal bool Has(long milliseconds, bool isItem) =>
            isItem == _start is null && (isItem ? milliseconds == _asOf : milliseconds >= _start && milliseconds <= _asOf);
    }
}
