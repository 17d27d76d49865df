namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Deletes everything that a lake has of some keys: rows and child rows, lines of raw and quarantine, on-failure objects, scans and exports
/// in the lake, and noncurrent versions. It can end at any moment and run again; it repeats until a scan finds nothing.
/// </summary>
/// <remarks>
/// Objects that keep other rows are written again without the key's, then deleted with all their versions. Between both, rows are there
/// twice, which views read once. A query that reads a deleted object fails and can be repeated.
/// </remarks>
public sealed class Erasure
{
    const int MostScans = 10;
    const int MemoryBytes = 64 * 1024 * 1024;

    readonly IMaintenanceStore _store;
    readonly ErasureOptions _options;
    readonly KeySearch[] _searches;

    /// <summary>Creates an erasure.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="options">The settings, with schemas and keys.</param>
    /// <exception cref="ToolkitOptionsException">An option is wrong, or a key fits no table; every problem is listed.</exception>
    public Erasure(IMaintenanceStore store, ErasureOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_store, _options) = (store, options);
        _searches =
        [
            .. options.Schemas
                .Select(schema => new KeySearch(schema, options.Keys.Where(key => ErasureOptions.Fits(schema, key)), options.HashKey))
                .Where(search => search.Count > 0),
        ];
    }

    /// <summary>
    /// The age that a key's last change must have, 24 hours: until then, the stream may still deliver changes of the item, with its old
    /// image.
    /// </summary>
    public static TimeSpan MinimumAge { get; } = TimeSpan.FromHours(24);

    /// <summary>Searches the lake. Writes and deletes nothing.</summary>
    /// <param name="progress">Receives reports. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidDataException">An object is damaged.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public async Task<ErasurePlan> PlanAsync(IProgress<ErasureProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var scan = NewScan();
        var findings = await scan.RunAsync(progress, cancellationToken).ConfigureAwait(false);
        List<string> problems = [];
        problems.AddRange(await OpenWorkAsync(cancellationToken).ConfigureAwait(false));
        var last = findings.Max(finding => finding.LastChange);
        if (last + MinimumAge is { } from && from > _options.TimeProvider.GetUtcNow())
        {
            problems.Add(
                $"The last change of a key is of {Instant.Text(last!.Value)}; expected one older than 24 hours, because the stream may "
                + $"deliver the item's old image until then. Run again after {Instant.Text(from)}.");
        }
        if (await LockProblemAsync(findings, cancellationToken).ConfigureAwait(false) is { } locked) { problems.Add(locked); }
        return new(_store.Location, _options.Keys.Count, findings, scan.Unsearched, problems);
    }

    /// <summary>Erases what a plan found, and scans again until nothing is found.</summary>
    /// <param name="plan">The plan of this erasure.</param>
    /// <param name="progress">Receives reports. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the call. A later run continues.</param>
    /// <exception cref="MaintenanceRefusedException">The plan has problems, or the key comes back again and again.</exception>
    /// <exception cref="InvalidDataException">An object is damaged.</exception>
    /// <exception cref="IOException">An object can't be read, stored or deleted.</exception>
    public async Task<ErasureOutcome> RunAsync(
        ErasurePlan plan, IProgress<ErasureProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Problems.Count > 0) { throw new MaintenanceRefusedException(_store.Location, plan.Problems); }
        var record = new ErasureRecord(_store);
        var keys = string.Join('\n', _options.Keys.Select(TextOf).Order(StringComparer.Ordinal));
        var folder = await record.BeginAsync(_searches, keys, _options.TimeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var total = new ErasureTotal();
        for (var scans = 1; ; scans++)
        {
            var findings = await NewScan().RunAsync(progress, cancellationToken).ConfigureAwait(false);
            ErasureFinding[] left = [.. findings.Where(finding => finding.Matches > 0 || _options.DropUnreadable)];
            if (left.Length == 0)
            {
                var outcome = total.ToOutcome() with
                {
                    Keys = _options.Keys.Count,
                    Scans = scans,
                    UnreadableLeft = findings.Sum(finding => finding.Unreadable),
                };
                await record.EndAsync(folder, outcome, _options.TimeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                return outcome;
            }
            if (scans == MostScans)
            {
                throw new MaintenanceRefusedException(_store.Location,
                [
                    $"A key came back in {MostScans} scans; expected no writer of it. Stop what writes it, such as a replay, and run "
                        + "again.",
                ]);
            }
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(left, parallel, (finding, token) => new(EraseAsync(finding, total, token))).ConfigureAwait(false);
        }
    }

    ErasureScan NewScan() => new(_store, _options.OnFailure, _searches, _options.Threads);

    static string TextOf(ErasureKey key) => KeyForm.Join(
        key.Values.OrderBy(value => value.Key, StringComparer.Ordinal).SelectMany(value => (string[])[value.Key, value.Value]));

    async Task EraseAsync(ErasureFinding finding, ErasureTotal total, CancellationToken cancellationToken)
    {
        var store = finding.Store;
        if (!finding.Version.IsCurrent)
        {
            await store.DeleteVersionsAsync([finding.Version], cancellationToken).ConfigureAwait(false);
            await DeleteMarkersAsync(store, finding.Key, cancellationToken).ConfigureAwait(false);
            total.AddVersion(finding);
            return;
        }
        using var buffer = new SpillBuffer(MemoryBytes);
        var key = await WriteAsync(finding, buffer, cancellationToken).ConfigureAwait(false);
        var bytes = 0L;
        if (key is not null)
        {
            var content = buffer.ToContent();
            bytes = content.Length;
            await store.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
        }
        // An object is never deleted in place of itself.
        if (key == finding.Key) { return; }
        var versions = await VersionsOfAsync(store, finding.Key, cancellationToken).ConfigureAwait(false);
        await store.DeleteVersionsAsync(versions, cancellationToken).ConfigureAwait(false);
        total.AddObject(finding, versions.Sum(version => version.Bytes), key is not null, bytes, _options.DropUnreadable);
    }

    // Markers of a key without any version would only show that it was there.
    static async Task DeleteMarkersAsync(IMaintenanceStore store, string key, CancellationToken cancellationToken)
    {
        var versions = await VersionsOfAsync(store, key, cancellationToken).ConfigureAwait(false);
        if (versions.All(version => version.IsDeleteMarker))
        {
            await store.DeleteVersionsAsync(versions, cancellationToken).ConfigureAwait(false);
        }
    }

    // The oldest first: until its last version is deleted, a key shows its newest content, never an older one.
    static async Task<IReadOnlyList<ObjectVersion>> VersionsOfAsync(
        IMaintenanceStore store, string key, CancellationToken cancellationToken)
    {
        List<ObjectVersion> versions = [];
        await foreach (var version in store.ListVersionsAsync(key, cancellationToken).ConfigureAwait(false))
        {
            if (version.Key == key) { versions.Add(version); }
        }
        return [.. versions.OrderBy(version => version.IsCurrent).ThenBy(version => version.LastModified)];
    }

    // Returns the new key; null when nothing stays.
    async Task<string?> WriteAsync(ErasureFinding finding, SpillBuffer buffer, CancellationToken cancellationToken)
    {
        if (finding.Zone == LakeZone.Processed && LakeLayout.TryParseKey(finding.Key, out var key))
        {
            using var reader = await LakeFileReaders.OpenAsync(finding.Store, finding.Key, cancellationToken).ConfigureAwait(false);
            return RowErasure.Write(reader, key, Drops, buffer, cancellationToken);
        }
        using var output = new LineErasure(buffer);
        var stored = await finding.Store.OpenReadAsync(finding.Key, cancellationToken).ConfigureAwait(false);
        if (ErasureScan.IsOnFailure(finding.Key))
        {
            var records = await OnFailureRecords.ReadAsync(stored, _searches[0].Schema, cancellationToken).ConfigureAwait(false);
            foreach (var line in records.Lines.Where(line => Stays(line, LakeZone.Quarantine))) { output.Add(line); }
        }
        else
        {
            using var lines = new LineReader(stored);
            while (lines.TryRead(out var line))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Stays(line, finding.Zone)) { output.Add(line); }
            }
        }
        return output.Lines == 0 ? null : output.Finish(finding.Key);
    }

    bool Drops(ColumnBatch rows, int row) => _searches.Any(search => search.Matches(rows, row));

    bool Stays(ReadOnlyMemory<byte> line, LakeZone? zone) => LineFate.Of(line, zone, _searches, out _) switch
    {
        LineFate.Kind.Match => false,
        LineFate.Kind.Unreadable => !_options.DropUnreadable,
        _ => true,
    };

    async Task<IReadOnlyList<string>> OpenWorkAsync(CancellationToken cancellationToken)
    {
        var work = new WorkFinder(_store);
        await foreach (var item in _store.ListObjectsAsync(LakeLayout.MaintenancePrefix, cancellationToken).ConfigureAwait(false))
        {
            work.Add(item);
        }
        List<BaselineKey> markers = [];
        await foreach (var item in _store.ListAsync(LakeLayout.BaselinesPrefix, cancellationToken).ConfigureAwait(false))
        {
            if (LakeLayout.TryParseBaselineKey(item.Key, out var marker)) { markers.Add(marker); }
        }
        var open = await work.FindOpenAsync(markers, cancellationToken).ConfigureAwait(false);
        return
        [
            .. open.Where(item => item.Verb != "erase").Select(item =>
                $"A {item.Verb} is not finished ({LakeLayout.MaintenancePrefix}, {item.Id}); expected none, because it would write the key "
                    + $"again. Finish it with lake {(item.Verb == "scan" ? "backfill --scan" : item.Verb)}."),
        ];
    }

    async Task<string?> LockProblemAsync(IReadOnlyList<ErasureFinding> findings, CancellationToken cancellationToken)
    {
        var now = _options.TimeProvider.GetUtcNow();
        long locked = 0, held = 0;
        DateTimeOffset? until = null;
        foreach (var finding in findings.Where(finding => finding.Matches > 0 || _options.DropUnreadable))
        {
            var found = await finding.Store.FindLockAsync(finding.Version, cancellationToken).ConfigureAwait(false);
            if (found?.HoldsAt(now) != true) { continue; }
            locked++;
            if (found.HasLegalHold) { held++; }
            if (found.RetainUntil is { } end && !(until >= end)) { until = end; }
        }
        if (locked == 0) { return null; }
        var retention = until is { } time ? $" until {Instant.Text(time)}" : "";
        var hold = held > 0 ? string.Create(CultureInfo.InvariantCulture, $", {held:N0} of them on legal hold without an end") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{locked:N0} objects with a key are under Object Lock{retention}{hold}; expected none. Run again afterwards.");
    }
}
