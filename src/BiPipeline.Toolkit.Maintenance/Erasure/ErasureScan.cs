using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Searches every object and noncurrent version of a lake that can have a key, each exactly: rows by their key columns, lines by the keys
/// and images in their JSON.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="failures">Where on-failure objects are, if not in the lake.</param>
/// <param name="searches">The keys by table.</param>
/// <param name="threads">Number of objects that are read at the same time.</param>
sealed class ErasureScan(IMaintenanceStore store, IMaintenanceStore? failures, IReadOnlyList<KeySearch> searches, int threads)
{
    internal const string OnFailure = "aws/lambda/";
    const string ScansPrefix = LakeLayout.MaintenancePrefix + "scans/";

    static readonly string[] LineNames = [".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz", ".gz"];

    /// <summary>Number of objects that may have data and that can't be searched: of other programs or formats.</summary>
    internal int Unsearched { get; private set; }

    /// <summary>Scans the lake.</summary>
    /// <param name="progress">Receives the number of objects read, and of all objects.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    /// <exception cref="IOException">The lake can't be read.</exception>
    /// <exception cref="InvalidDataException">An object is damaged.</exception>
    internal async Task<IReadOnlyList<ErasureFinding>> RunAsync(IProgress<ErasureProgress>? progress, CancellationToken cancellationToken)
    {
        List<(IMaintenanceStore Store, ObjectVersion Version)> versions = [];
        Unsearched = 0;
        await foreach (var version in store.ListVersionsAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (!version.IsDeleteMarker && CanHaveKeys(version)) { versions.Add((store, version)); }
        }
        if (failures is not null)
        {
            await foreach (var version in failures.ListVersionsAsync(OnFailure, cancellationToken).ConfigureAwait(false))
            {
                if (!version.IsDeleteMarker) { versions.Add((failures, version)); }
            }
        }
        var found = new ConcurrentBag<ErasureFinding>();
        var read = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(versions, parallel, async (item, token) =>
        {
            if (await SearchAsync(item.Store, item.Version, token).ConfigureAwait(false) is { } finding) { found.Add(finding); }
            progress?.Report(new(Interlocked.Increment(ref read), versions.Count));
        }).ConfigureAwait(false);
        return
        [
            .. found.OrderBy(finding => finding.Key, StringComparer.Ordinal)
                .ThenBy(finding => finding.Version.VersionId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether an object is one of Lambda's on-failure destination.</summary>
    internal static bool IsOnFailure(string key) => key.StartsWith(OnFailure, StringComparison.Ordinal);

    // Schemas, markers and receipts have no values of records; latest tables are Athena's.
    bool CanHaveKeys(ObjectVersion version)
    {
        var key = version.Key;
        if (LakeLayout.TryParseKey(key, out var parsed))
        {
            return parsed.Zone != LakeZone.Processed || searches.Any(search => HasTable(search, parsed.Table));
        }
        if (key.StartsWith(LakeLayout.SchemasPrefix, StringComparison.Ordinal)
            || key.StartsWith(LakeLayout.BaselinesPrefix, StringComparison.Ordinal)
            || key.StartsWith(LakeLayout.LatestPrefix, StringComparison.Ordinal))
        {
            return false;
        }
        if (key.StartsWith(LakeLayout.MaintenancePrefix, StringComparison.Ordinal))
        {
            return key.StartsWith(ScansPrefix, StringComparison.Ordinal);
        }
        if (IsOnFailure(key) || LineNames.Any(name => key.EndsWith(name, StringComparison.OrdinalIgnoreCase))) { return true; }
        Unsearched++;
        return false;
    }

    static bool HasTable(KeySearch search, string table) =>
        search.Schema.Table == table || search.Schema.Children.Any(child => child.Table == table);

    async Task<ErasureFinding?> SearchAsync(IMaintenanceStore where, ObjectVersion version, CancellationToken cancellationToken)
    {
        var isZone = LakeLayout.TryParseKey(version.Key, out var key);
        if (isZone && key!.Zone == LakeZone.Processed)
        {
            return await SearchRowsAsync(where, version, key, cancellationToken).ConfigureAwait(false);
        }
        return IsOnFailure(version.Key)
            ? await SearchWholeAsync(where, version, cancellationToken).ConfigureAwait(false)
            : await SearchLinesAsync(where, version, isZone ? key : null, cancellationToken).ConfigureAwait(false);
    }

    async Task<ErasureFinding?> SearchRowsAsync(
        IMaintenanceStore where, ObjectVersion version, LakeKey key, CancellationToken cancellationToken)
    {
        using var reader = await LakeFileReaders.OpenAsync(new VersionView(where, version), version.Key, cancellationToken)
            .ConfigureAwait(false);
        var rows = new ColumnBatch(reader.Columns);
        KeySearch[] own = [.. searches.Where(search => HasTable(search, key.Table))];
        long matches = 0;
        (DateTimeOffset? Time, bool? IsDeleted) last = default;
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Truncate(0);
            reader.ReadRowGroup(group, rows);
            var times = (FixedColumn<long>)rows[EnvelopeColumns.EventTime];
            var deleted = (FixedColumn<bool>)rows[EnvelopeColumns.Deleted];
            for (var row = 0; row < rows.RowCount; row++)
            {
                if (!own.Any(search => search.Matches(rows, row))) { continue; }
                matches++;
                if (times.Validity[row] == 0) { continue; }
                var time = DateTimeOffset.FromUnixTimeMilliseconds(times.Values[row]);
                if (last.Time is null || time >= last.Time) { last = (time, deleted.Values[row]); }
            }
        }
        return matches == 0 ? null : new(where, version, key.Zone, key.Table, matches, 0, last.Time, last.IsDeleted);
    }

    async Task<ErasureFinding?> SearchLinesAsync(
        IMaintenanceStore where, ObjectVersion version, LakeKey? key, CancellationToken cancellationToken)
    {
        var stored = await OpenAsync(where, version, cancellationToken).ConfigureAwait(false);
        using var lines = new LineReader(stored);
        long matches = 0, unreadable = 0;
        DateTimeOffset? last = null;
        while (lines.TryRead(out var line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (LineFate.Of(line, key?.Zone, searches, out var time))
            {
                case LineFate.Kind.Match:
                    matches++;
                    last = Later(last, time ?? version.LastModified);
                    break;
                case LineFate.Kind.Unreadable:
                    unreadable++;
                    break;
            }
        }
        return matches + unreadable == 0
            ? null
            : new(where, version, key?.Zone, key?.Table ?? "", matches, unreadable, last, IsLastDeleted: null);
    }

    async Task<ErasureFinding?> SearchWholeAsync(IMaintenanceStore where, ObjectVersion version, CancellationToken cancellationToken)
    {
        var stored = await OpenAsync(where, version, cancellationToken).ConfigureAwait(false);
        var records = await OnFailureRecords.ReadAsync(stored, searches[0].Schema, cancellationToken).ConfigureAwait(false);
        long matches = 0, unreadable = records.IsPayload ? 0 : 1;
        DateTimeOffset? last = null;
        foreach (var line in records.Lines)
        {
            switch (LineFate.Of(line, LakeZone.Quarantine, searches, out var time))
            {
                case LineFate.Kind.Match:
                    matches++;
                    last = Later(last, time ?? version.LastModified);
                    break;
                case LineFate.Kind.Unreadable:
                    unreadable++;
                    break;
            }
        }
        return matches + unreadable == 0 ? null : new(where, version, Zone: null, "", matches, unreadable, last, IsLastDeleted: null);
    }

    static Task<Stream> OpenAsync(IMaintenanceStore where, ObjectVersion version, CancellationToken cancellationToken) =>
        version.IsCurrent ? where.OpenReadAsync(version.Key, cancellationToken) : where.OpenVersionAsync(version, cancellationToken);

    static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset right) => left > right ? left : right;

    /// <summary>A store whose only object is a version.</summary>
    sealed class VersionView(IMaintenanceStore store, ObjectVersion version) : IObjectStore
    {
        public string Location => store.Location;

        public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
            OpenAsync(store, version, cancellationToken);

        public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
