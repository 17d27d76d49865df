namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Writes flattened records to a lake: typed rows by partition, raw and quarantined records by event day. Nothing is visible before
/// <see cref="PutFinishedAsync"/> or <see cref="CompleteAsync"/>; disposing discards what was not stored. One thread at a time.
/// </summary>
public sealed class LakeWriter : IDisposable
{
    readonly IObjectStore _store;
    readonly ILakeFormat _format;
    readonly LakeWriterOptions _options;
    readonly SortedDictionary<string, RowFile> _rowFiles = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, LineFile> _rawFiles = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, LineFile> _quarantineFiles = new(StringComparer.Ordinal);
    readonly Dictionary<string, TablePlan> _plans = new(StringComparer.Ordinal);
    readonly List<PendingObject> _finished = [];
    readonly List<LakeObject> _objects = [];
    readonly List<LakeFailure> _failures = [];

    /// <summary>A writer to a store in a format.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public LakeWriter(IObjectStore store, ILakeFormat format, LakeWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(options);
        (_store, _format, _options) = (store, format, options.Validated());
    }

    /// <summary>Takes over a batch's rows and lines; the batch can be cleared afterwards.</summary>
    public void Append(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var plan = PlanOf(batch.Schema);
        AppendLines(LakeZone.Raw, batch.Raw, batch.Table.Name, plan, _rawFiles);
        AppendRows(batch, plan);
        AppendLines(LakeZone.Quarantine, batch.Quarantine, batch.Table.Name, plan, _quarantineFiles);
        KeepWithinMemory();
    }

    /// <summary>Stores the objects that are full, raw before processed before quarantine.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled; objects not yet stored stay with the writer.</exception>
    public async Task PutFinishedAsync(CancellationToken cancellationToken)
    {
        foreach (var zone in _finished.GroupBy(item => item.Zone).OrderBy(zone => zone.Key).ToArray())
        {
            using var turns = new SemaphoreSlim(_options.ParallelPuts);
            var puts = zone.Select(item => PutAsync(item, turns, cancellationToken)).ToArray();
            foreach (var result in await Task.WhenAll(puts).ConfigureAwait(false))
            {
                if (result.Stored is { } stored) { _objects.Add(stored); }
                if (result.Failure is { } failure) { _failures.Add(failure); }
            }
        }
        foreach (var item in _finished) { item.Buffer.Dispose(); }
        _finished.Clear();
    }

    /// <summary>Finishes and stores every object. Afterwards the writer is empty and can be used again.</summary>
    /// <param name="cancellationToken">Ends the work; what could not be stored by then is a failure of the commit.</param>
    /// <returns>What is stored, and what is not and why.</returns>
    public async Task<LakeCommit> CompleteAsync(CancellationToken cancellationToken)
    {
        FinishAll(_rawFiles, file => file.Finish());
        FinishAll(_rowFiles, file => file.Finish());
        FinishAll(_quarantineFiles, file => file.Finish());
        await PutFinishedAsync(cancellationToken).ConfigureAwait(false);
        var commit = new LakeCommit([.. _objects], [.. _failures]);
        _objects.Clear();
        _failures.Clear();
        return commit;
    }

    /// <summary>Discards whatever was not stored.</summary>
    public void Dispose()
    {
        foreach (var file in _rowFiles.Values) { file.Dispose(); }
        foreach (var file in _rawFiles.Values.Concat(_quarantineFiles.Values)) { file.Dispose(); }
        foreach (var item in _finished) { item.Buffer.Dispose(); }
        _rowFiles.Clear();
        _rawFiles.Clear();
        _quarantineFiles.Clear();
        _finished.Clear();
    }

    void AppendRows(RecordBatch batch, TablePlan plan)
    {
        if (batch.Columns.RowCount == 0) { return; }
        var groups = plan.Partitions.Assign(batch.Columns);
        AppendGroups(batch.Table, batch.Columns, groups, batch.Records, plan);
        foreach (var child in batch.Children)
        {
            if (child.Columns.RowCount == 0) { continue; }
            var parents = child.ParentRows;
            var childGroups = new int[parents.Length];
            var records = new int[parents.Length];
            for (var i = 0; i < parents.Length; i++) { (childGroups[i], records[i]) = (groups[parents[i]], batch.Records[parents[i]]); }
            AppendGroups(child.Table, child.Columns, childGroups, records, plan);
        }
    }

    void AppendGroups(LakeTable table, ColumnBatch columns, ReadOnlySpan<int> groups, ReadOnlySpan<int> records, TablePlan plan)
    {
        var rows = plan.RowsByGroup(groups);
        // By path, so that the order in which partitions were first met plays no part.
        foreach (var group in plan.GroupsByPath())
        {
            if (rows[group].Count == 0) { continue; }
            var partition = plan.Partitions.Paths[group];
            var path = $"{table.Name}/{partition}";
            if (!_rowFiles.TryGetValue(path, out var file))
            {
                _rowFiles.Add(path, file = new RowFile(table, partition, plan.SchemaHash, _format, _options));
            }
            file.Append(columns, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows[group]), records);
            if (file.IsFull) { Finish(_rowFiles, path, file.Finish()); }
        }
    }

    void AppendLines(LakeZone zone, RecordLines lines, string table, TablePlan plan, SortedDictionary<string, LineFile> files)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var partition = plan.DayPartition(lines.Days[i]);
            var path = $"{table}/{partition}";
            if (!files.TryGetValue(path, out var file))
            {
                files.Add(path, file = new LineFile(zone, table, partition, plan.SchemaHash, _options));
            }
            file.Append(lines, i);
            if (file.IsFull) { Finish(files, path, file.Finish()); }
        }
    }

    void KeepWithinMemory()
    {
        while (_rowFiles.Values.Sum(file => file.BufferedBytes) > _options.BufferedBytes)
        {
            // Ties go to the first by path: MaxBy keeps it, and the files are sorted.
            _rowFiles.Values.MaxBy(file => file.BufferedBytes)!.CloseRowGroup();
        }
    }

    void Finish<TFile>(SortedDictionary<string, TFile> files, string path, PendingObject finished)
        where TFile : IDisposable
    {
        _finished.Add(finished);
        files.Remove(path, out var file);
        file?.Dispose();
    }

    void FinishAll<TFile>(SortedDictionary<string, TFile> files, Func<TFile, PendingObject> finish)
        where TFile : IDisposable
    {
        foreach (var (path, file) in files.ToArray()) { Finish(files, path, finish(file)); }
    }

    async Task<(LakeObject? Stored, LakeFailure? Failure)> PutAsync(PendingObject item, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        try
        {
            await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var content = item.Buffer.ToContent();
                var outcome = await _store.PutAsync(item.Key, content, cancellationToken).ConfigureAwait(false);
                return (new(item.Zone, item.Table, item.Key, item.Rows, content.Length, outcome), null);
            }
            finally
            {
                turns.Release();
            }
        }
        catch (Exception exception)
        {
            // Whatever the store threw, the other objects may be stored; the commit tells which records are not durable.
            return (null, new(item.Key, exception, item.Records));
        }
    }

    TablePlan PlanOf(TableSchema schema)
    {
        if (!_plans.TryGetValue(schema.Table, out var plan)) { _plans.Add(schema.Table, plan = new TablePlan(schema)); }
        return plan;
    }
}
