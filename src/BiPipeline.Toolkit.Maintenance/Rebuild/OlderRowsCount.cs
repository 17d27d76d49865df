namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Counts the rows of older versions in the days of a finished rebuild.</summary>
/// <param name="store">The lake.</param>
/// <param name="options">The days.</param>
/// <param name="receipts">The receipts of all units, which name the rows of the new version.</param>
sealed class OlderRowsCount(IObjectStore store, RebuildOptions options, IReadOnlyList<RebuildReceipt> receipts)
{
    // Their identities are in memory, about 40 bytes each.
    const long MostRows = 2_000_000;

    readonly ILookup<(string Table, DateOnly Day), string> _newer = receipts
        .SelectMany(receipt => receipt.Objects.Select(item => (item.Key, Parsed: LakeKeyOf(item.Key), Day: DayOf(receipt))))
        .Where(item => item.Parsed is { Zone: LakeZone.Processed })
        .ToLookup(item => (item.Parsed!.Table, item.Day), item => item.Key);

    readonly HashSet<string> _written = receipts
        .SelectMany(receipt => receipt.Objects.Select(item => item.Key))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Counts the rows of a schema's tables.</summary>
    /// <exception cref="InvalidDataException">An object is damaged, or names a schema that the lake does not have.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    internal async Task<OlderRows> RunAsync(TableSchema schema, LakeSchemas known, CancellationToken cancellationToken)
    {
        var count = OlderRows.None;
        foreach (var table in schema.GetTables())
        {
            List<string> open = [];
            var rows = 0L;
            var prefix = LakeLayout.TablePrefix(LakeZone.Processed, table.Name);
            await foreach (var item in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
            {
                if (_written.Contains(item.Key) || !LakeLayout.TryParseKey(item.Key, out var key)) { continue; }
                if (rows + key.Rows > MostRows && open.Count > 0)
                {
                    count = await CountAsync(schema, known, open, count, cancellationToken).ConfigureAwait(false);
                    open.Clear();
                    rows = 0;
                }
                open.Add(item.Key);
                rows += key.Rows;
            }
            count = await CountAsync(schema, known, open, count, cancellationToken).ConfigureAwait(false);
        }
        return count;
    }

    async Task<OlderRows> CountAsync(
        TableSchema schema, LakeSchemas known, IReadOnlyList<string> objects, OlderRows count, CancellationToken cancellationToken)
    {
        var replaced = new ReplacedRows(options.From, options.To);
        List<string> older = [];
        foreach (var key in objects)
        {
            var isOlder = await ReadAsync(key, file => IsOlder(key, file, schema, known), replaced.AddOlder, cancellationToken)
                .ConfigureAwait(false);
            if (isOlder) { older.Add(key); }
        }
        foreach (var key in replaced.Days.Order().SelectMany(day => _newer[(schema.Table, day)]))
        {
            await ReadAsync(key, _ => true, replaced.AddNewer, cancellationToken).ConfigureAwait(false);
        }
        foreach (var key in older)
        {
            await ReadAsync(key, _ => true, rows => count = replaced.Count(rows, count), cancellationToken).ConfigureAwait(false);
        }
        return count;
    }

    // One row group at a time.
    async Task<bool> ReadAsync(
        string key, Func<ILakeFileReader, bool> isWanted, Action<ColumnBatch> take, CancellationToken cancellationToken)
    {
        using var file = await LakeFileReaders.OpenAsync(store, key, cancellationToken).ConfigureAwait(false);
        if (!isWanted(file)) { return false; }
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = new ColumnBatch(file.Columns);
            file.ReadRowGroup(group, rows);
            take(rows);
        }
        return true;
    }

    static bool IsOlder(string key, ILakeFileReader file, TableSchema schema, LakeSchemas known)
    {
        known.TableOf(key, file.Metadata);
        return known.Find(file.Metadata[LakeSchemas.HashName])!.Version < schema.Version;
    }

    static LakeKey? LakeKeyOf(string key) => LakeLayout.TryParseKey(key, out var parsed) ? parsed : null;

    // orders/dt=2026-11-22/<hash>
    static DateOnly DayOf(RebuildReceipt receipt) => LakeLayout.DayOf(receipt.Unit.Split('/')[^2]);
}
