using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Writes flattened records to a lake: typed rows by partition, raw and quarantined records by event day. Objects become visible only with
/// <see cref="FlushAsync"/> or <see cref="CompleteAsync"/>. Dispose discards the objects that are not stored. Not thread-safe.
/// </summary>
public sealed class LakeWriter : IDisposable
{
    internal const int BlockRecords = 4096;

    // Bytes of large records after which a block is cut: 4,096 items of DynamoDB's 400 KB would not fit into memory.
    const long BlockBytes = 16 * 1024 * 1024;

    readonly ILakeFormat _format;
    readonly LakeWriterOptions _options;
    readonly ObjectPutter _putter;
    readonly List<PendingObject> _finished = [];
    readonly OpenFiles<RowFile> _rowFiles;
    readonly OpenFiles<LineFile> _rawFiles;
    readonly OpenFiles<LineFile> _quarantineFiles;
    readonly Dictionary<string, TableState> _tables = new(StringComparer.Ordinal);
    readonly List<LakeObject> _objects = [];
    readonly List<LakeFailure> _failures = [];
    long _records;
    long _largeBytes;

    /// <summary>Creates a writer with a store and a format.</summary>
    /// <param name="store">Receives the objects.</param>
    /// <param name="format">The format of typed rows.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public LakeWriter(IObjectStore store, ILakeFormat format, LakeWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(format);
        _format = format;
        _options = options ?? new();
        _options.Validate();
        _putter = new ObjectPutter(store, _options);
        _rowFiles = new(_finished);
        _rawFiles = new(_finished);
        _quarantineFiles = new(_finished);
    }

    /// <summary>Number of finished objects that are not stored yet.</summary>
    public int PendingObjectCount => _finished.Count;

    // Blocks are counted from the writer's first record.
    long Block => _records / BlockRecords;

    /// <summary>Copies the rows and lines of the next records. The batches can be cleared afterwards.</summary>
    /// <param name="batches">The tables' batches of the same records.</param>
    /// <param name="recordCount">Number of records in the batches.</param>
    public void Append(IReadOnlyList<RecordBatch> batches, int recordCount)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfNegative(recordCount);
        foreach (var batch in batches) { StateOf(batch.Schema).Begin(batch); }

        // Cuts row groups and objects at whole blocks of records, so that the division into calls does not matter.
        var first = _records;
        (int Record, int Bytes)[] large = [.. batches.SelectMany(batch => batch.LargeRecords).OrderBy(record => record.Record)];
        var next = 0;
        for (var start = 0; start < recordCount;)
        {
            var end = (int)Math.Min(recordCount, start + BlockRecords - (_records % BlockRecords));
            end = EndByBytes(large, ref next, end);
            foreach (var batch in batches) { AppendRecords(batch, StateOf(batch.Schema), end, first); }
            _records = first + end;
            if (_records % BlockRecords == 0 || _largeBytes >= BlockBytes) { Cut(); }
            start = end;
        }
    }

    /// <summary>
    /// Stores the finished objects: first raw, then processed, then quarantine. The caller may append rows and lines during this call, but
    /// must wait for its end before another call of this method or <see cref="CompleteAsync"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the call. Objects that are not stored by then are failures of the commit.</param>
    /// <returns>The objects that this call stored, and its failures. <see cref="CompleteAsync"/> reports them again.</returns>
    public async Task<LakeCommit> FlushAsync(CancellationToken cancellationToken = default)
    {
        PendingObject[] items = [.. _finished];
        _finished.Clear();
        var commit = await _putter.PutAsync(items, cancellationToken).ConfigureAwait(false);
        _objects.AddRange(commit.Objects);
        _failures.AddRange(commit.Failures);
        return commit;
    }

    /// <summary>Finishes and stores every object. The writer is then empty and can be used again.</summary>
    /// <param name="cancellationToken">Ends the call. Objects that are not stored by then are failures of the commit.</param>
    /// <returns>The stored objects and the failures since the writer was last empty.</returns>
    public async Task<LakeCommit> CompleteAsync(CancellationToken cancellationToken = default)
    {
        _rawFiles.FinishAll();
        _rowFiles.FinishAll();
        _quarantineFiles.FinishAll();
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var commit = new LakeCommit([.. _objects], [.. _failures]);
        _objects.Clear();
        _failures.Clear();
        _putter.Reset();
        (_records, _largeBytes) = (0, 0);
        return commit;
    }

    /// <summary>Discards the objects that are not stored.</summary>
    public void Dispose()
    {
        _rowFiles.Dispose();
        _rawFiles.Dispose();
        _quarantineFiles.Dispose();
        foreach (var item in _finished) { item.Buffer.Dispose(); }
        _finished.Clear();
    }

    // Where the block ends at the latest because of its large records.
    int EndByBytes((int Record, int Bytes)[] large, ref int next, int end)
    {
        for (; next < large.Length && large[next].Record < end; next++)
        {
            _largeBytes += large[next].Bytes;
            // A record of two tables counts twice and stays whole.
            if (_largeBytes >= BlockBytes && (next + 1 == large.Length || large[next + 1].Record > large[next].Record))
            {
                return large[next++].Record + 1;
            }
        }
        return end;
    }

    // What a batch has of the records up to one, those taken before left out.
    void AppendRecords(RecordBatch batch, TableState state, int endRecord, long firstRecord)
    {
        AppendLines(LakeZone.Raw, batch, batch.Raw, state.TakeRaw(batch, endRecord), _rawFiles, firstRecord);
        AppendLines(LakeZone.Quarantine, batch, batch.Quarantine, state.TakeQuarantine(batch, endRecord), _quarantineFiles, firstRecord);
        var (first, end) = state.Take(batch, endRecord);
        if (first == end) { return; }
        AppendGroups(batch.Table, batch.Columns, state.RowsByGroup(first, end), batch.Digests, batch.Records, state, firstRecord);
        for (var i = 0; i < batch.Children.Count; i++)
        {
            var child = batch.Children[i];
            var rows = state.ChildRowsByGroup(i, child, end);
            AppendGroups(
                child.Table, child.Columns, rows, state.ChildDigests(child, batch), state.ChildRecords(child, batch), state, firstRecord);
        }
    }

    void AppendGroups(
        LakeTable table,
        ColumnBatch columns,
        List<List<int>> rows,
        ReadOnlySpan<UInt128> digests,
        ReadOnlySpan<int> records,
        TableState state,
        long firstRecord)
    {
        // By path, so that the order of the partitions in the input does not matter.
        foreach (var group in state.GroupsByPath())
        {
            if (rows[group].Count == 0) { continue; }
            var partition = state.Partitions.Paths[group];
            var path = $"{table.Name}/{partition}";
            if (_rowFiles.Find(path) is not { } file)
            {
                _rowFiles.Add(path, file = new RowFile(table, partition, state.IdleOf(table), state.SchemaHash, _format, _options));
            }
            file.Append(columns, CollectionsMarshal.AsSpan(rows[group]), digests, records, firstRecord);
            file.LastBlock = Block;
        }
    }

    void AppendLines(
        LakeZone zone,
        RecordBatch batch,
        RecordLines lines,
        (int First, int End) range,
        OpenFiles<LineFile> files,
        long firstRecord)
    {
        var state = StateOf(batch.Schema);
        var (day, path) = (0, "");
        LineFile? file = null;
        for (var i = range.First; i < range.End; i++)
        {
            if (file is null || lines.Days[i] != day)
            {
                day = lines.Days[i];
                var partition = state.DayPartition(day);
                path = $"{batch.Table.Name}/{partition}";
                file = files.Find(path);
                if (file is null)
                {
                    file = new LineFile(zone, batch.Table.Name, partition, state.SchemaHash, _options);
                    files.Add(path, file);
                }
                file.LastBlock = Block;
            }
            file.Append(lines, i, firstRecord + lines.Records[i]);
            if (file.IsFull)
            {
                files.Finish(path);
                file = null;
            }
        }
    }

    void Cut()
    {
        _largeBytes = 0;
        foreach (var file in _rowFiles.Files)
        {
            if (file.BufferedBytes >= _options.RowGroupBytes) { file.CloseRowGroup(); }
        }
        _rowFiles.FinishFull();
        foreach (var file in _rowFiles.Files) { file.TrimExcess(); }
        while (_rowFiles.Files.Sum(file => file.BufferedBytes) > _options.BufferedBytes)
        {
            // Of equal files, the first by path: MaxBy returns it, because the files are sorted.
            _rowFiles.Files.MaxBy(file => file.BufferedBytes)!.CloseRowGroup();
        }
        var oldest = _options.IdleRecords is { } records ? Block - (records / BlockRecords) : 0;
        _rowFiles.FinishIdle(oldest, _options.OpenObjects);
        _rawFiles.FinishIdle(oldest, _options.OpenObjects);
        _quarantineFiles.FinishIdle(oldest, _options.OpenObjects);
    }

    TableState StateOf(TableSchema schema)
    {
        if (!_tables.TryGetValue(schema.Table, out var state)) { _tables.Add(schema.Table, state = new TableState(schema)); }
        return state;
    }
}
