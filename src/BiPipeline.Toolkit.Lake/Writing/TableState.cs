namespace BiPipeline.Toolkit.Lake;

/// <summary>The writer's state of a table between batches.</summary>
sealed class TableState(TableSchema schema)
{
    readonly List<List<int>> _rows = [];
    readonly Dictionary<int, string> _days = [];
    readonly Dictionary<string, Stack<ColumnBatch>> _idle = new(StringComparer.Ordinal);
    readonly int[] _childRows = new int[schema.Children.Count];
    int[] _byPath = [];
    int[] _groups = [];
    int[] _childRecords = [];
    UInt128[] _childDigests = [];
    int _row;
    int _rawLine;
    int _quarantineLine;

    internal PartitionSpec Partitions { get; } = new(schema);

    internal string SchemaHash { get; } = schema.ComputeHash();

    /// <summary>Returns the empty batches of a table.</summary>
    internal Stack<ColumnBatch> IdleOf(LakeTable table)
    {
        if (!_idle.TryGetValue(table.Name, out var idle)) { _idle.Add(table.Name, idle = new()); }
        return idle;
    }

    /// <summary>Assigns a batch's rows to partitions. Takes no rows yet.</summary>
    internal void Begin(RecordBatch batch)
    {
        var groups = Partitions.Assign(batch.Columns);
        if (_groups.Length < groups.Length) { _groups = new int[groups.Length]; }
        groups.CopyTo(_groups);
        (_row, _rawLine, _quarantineLine) = (0, 0, 0);
        Array.Clear(_childRows);
        while (_rows.Count < Partitions.Paths.Count) { _rows.Add([]); }
    }

    /// <summary>Takes the next rows whose records are before an end.</summary>
    internal (int First, int End) Take(RecordBatch batch, int endRecord)
    {
        var first = _row;
        while (_row < batch.Columns.RowCount && batch.Records[_row] < endRecord) { _row++; }
        return (first, _row);
    }

    /// <summary>Takes the next raw lines whose records are before an end.</summary>
    internal (int First, int End) TakeRaw(RecordBatch batch, int endRecord) => TakeLines(batch.Raw, ref _rawLine, endRecord);

    /// <summary>Takes the next quarantine lines whose records are before an end.</summary>
    internal (int First, int End) TakeQuarantine(RecordBatch batch, int endRecord) =>
        TakeLines(batch.Quarantine, ref _quarantineLine, endRecord);

    /// <summary>Returns rows by partition, ascending; valid until the next call.</summary>
    internal List<List<int>> RowsByGroup(int first, int end)
    {
        foreach (var rows in _rows) { rows.Clear(); }
        for (var row = first; row < end; row++) { _rows[_groups[row]].Add(row); }
        return _rows;
    }

    /// <summary>Returns the next child rows of parents before a row, by their parents' partition; valid until the next call.</summary>
    internal List<List<int>> ChildRowsByGroup(int index, ChildBatch child, int endParent)
    {
        foreach (var rows in _rows) { rows.Clear(); }
        ref var row = ref _childRows[index];
        while (row < child.Columns.RowCount && child.ParentRows[row] < endParent)
        {
            _rows[_groups[child.ParentRows[row]]].Add(row);
            row++;
        }
        return _rows;
    }

    /// <summary>Returns the record of each child row; valid until the next call.</summary>
    internal ReadOnlySpan<int> ChildRecords(ChildBatch child, RecordBatch batch)
    {
        var parents = child.ParentRows;
        if (_childRecords.Length < parents.Length) { _childRecords = new int[parents.Length]; }
        for (var i = 0; i < parents.Length; i++) { _childRecords[i] = batch.Records[parents[i]]; }
        return _childRecords.AsSpan(0, parents.Length);
    }

    /// <summary>Returns the digest of each child row's record; valid until the next call.</summary>
    internal ReadOnlySpan<UInt128> ChildDigests(ChildBatch child, RecordBatch batch)
    {
        var parents = child.ParentRows;
        if (_childDigests.Length < parents.Length) { _childDigests = new UInt128[parents.Length]; }
        for (var i = 0; i < parents.Length; i++) { _childDigests[i] = batch.Digests[parents[i]]; }
        return _childDigests.AsSpan(0, parents.Length);
    }

    /// <summary>Returns the groups in the order of their paths.</summary>
    internal int[] GroupsByPath()
    {
        if (_byPath.Length != Partitions.Paths.Count)
        {
            _byPath = [.. Enumerable.Range(0, Partitions.Paths.Count).OrderBy(group => Partitions.Paths[group], StringComparer.Ordinal)];
        }
        return _byPath;
    }

    /// <summary>Returns the partition of raw and quarantined records of a day, in days since 1970-01-01.</summary>
    internal string DayPartition(int day)
    {
        if (!_days.TryGetValue(day, out var partition))
        {
            partition = LakeLayout.DayFolder(DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day)));
            _days.Add(day, partition);
        }
        return partition;
    }

    static (int First, int End) TakeLines(RecordLines lines, ref int line, int endRecord)
    {
        var first = line;
        while (line < lines.Count && lines.Records[line] < endRecord) { line++; }
        return (first, line);
    }
}
