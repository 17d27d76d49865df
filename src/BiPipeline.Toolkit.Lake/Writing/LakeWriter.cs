using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Writes flattened records to a lake: typed rows by partition, raw and quarantined records by event day. Nothing is visible before
/// <see cref="PutFinishedAsync"/> or <see cref="CompleteAsync"/>; disposing discards what was not stored. One thread at a time.
/// </summary>
public sealed class LakeWriter : IDisposable
{
    const int BlockRecords = 4096;

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
    long _records;

    /// <summary>A writer to a store in a format.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public LakeWriter(IObjectStore store, ILakeFormat format, LakeWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(options);
        (_store, _format, _options) = (store, format, options.Validated());
    }

    /// <summary>Takes over the rows and lines of the next records; the batches can be cleared afterwards.</summary>
    /// <param name="batches">The tables' batches of the same records.</param>
    /// <param name="recordCount">How many records they are of.</param>
    public void Append(IReadOnlyList<RecordBatch> batches, int recordCount)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfNegative(recordCount);
        foreach (var batch in batches)
        {
            var plan = PlanOf(batch.Schema);
            plan.Begin(batch);
            AppendLines(LakeZone.Raw, batch.Raw, batch.Table.Name, plan, _rawFiles);
            AppendLines(LakeZone.Quarantine, batch.Quarantine, batch.Table.Name, plan, _quarantineFiles);
        }

        // Row groups and objects are cut at whole blocks of records counted from the writer's first: where calls begin and end plays no part.
        for (var start = 0; start < recordCount;)
        {
            var end = (int)Math.Min(recordCount, start + BlockRecords - ((_records + start) % BlockRecords));
            foreach (var batch in batches) { AppendRows(batch, PlanOf(batch.Schema), end); }
            if ((_records + end) % BlockRecords == 0) { Cut(); }
            start = end;
        }
        _records += recordCount;
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
        _records = 0;
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

    // The rows of a batch's records up to one, those taken before left out.
    void AppendRows(RecordBatch batch, TablePlan plan, int endRecord)
    {
        var (first, end) = plan.Take(batch, endRecord);
        if (first == end) { return; }
        AppendGroups(batch.Table, batch.Columns, plan.RowsByGroup(first, end), batch.Records, plan);
        for (var i = 0; i < batch.Children.Count; i++)
        {
            var child = batch.Children[i];
            AppendGroups(child.Table, child.Columns, plan.ChildRowsByGroup(i, child, end), plan.ChildRecords(child, batch), plan);
        }
    }

    void AppendGroups(LakeTable table, ColumnBatch columns, List<List<int>> rows, ReadOnlySpan<int> records, TablePlan plan)
    {
        // By path, so that the order in which partitions were first met plays no part.
        foreach (var group in plan.GroupsByPath())
        {
            if (rows[group].Count == 0) { continue; }
            var partition = plan.Partitions.Paths[group];
            var path = $"{table.Name}/{partition}";
            if (!_rowFiles.TryGetValue(path, out var file))
            {
                _rowFiles.Add(path, file = new RowFile(table, partition, plan.IdleOf(table), plan.SchemaHash, _format, _options));
            }
            file.Append(columns, CollectionsMarshal.AsSpan(rows[group]), records);
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

    void Cut()
    {
        foreach (var (path, file) in _rowFiles.ToArray())
        {
            if (file.BufferedBytes >= _options.RowGroupBytes) { file.CloseRowGroup(); }
            if (file.IsFull) { Finish(_rowFiles, path, file.Finish()); }
            else { file.Settle(); }
        }
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
