namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads a list of maps as rows of a child table. The end of the parent's row sets their keys and envelope.</summary>
sealed class ChildReader : AttributeReader
{
    readonly ChildBatch _batch;
    readonly FixedColumn<int> _position;
    readonly BytesColumn _rescuedColumn;
    readonly Column[] _ownColumns;
    readonly MembersReader _members;
    readonly RescuedValues _rescued = new();
    RowContext? _context;

    internal ChildReader(ChildBatch batch, ChildSchema schema, int keys)
    {
        _batch = batch;
        _position = (FixedColumn<int>)batch.Columns.Columns[keys];
        _ownColumns = [.. batch.Columns.Columns.Skip(keys + 1).Take(schema.Columns.Count)];
        _rescuedColumn = (BytesColumn)batch.Columns[EnvelopeColumns.Rescued];
        _members = ItemReaders.Build(schema.Columns, _ownColumns, []);
    }

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.L) { return Outcome.TypeMismatch; }
        if (depth + 1 > row.Settings.MaxDepth) { return scanner.Malformed(RecordError.TooDeep); }
        if (scanner.TryTake((byte)']')) { return Outcome.Accepted; }
        var index = 0;
        do
        {
            if (!ReadElement(ref scanner, row.Element(index), index++, depth + 1)) { return Outcome.Malformed; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']') ? Outcome.Accepted : Outcome.Malformed;
    }

    bool ReadElement(ref JsonScanner scanner, in RowScope row, int index, int depth)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        if (!AttributeScanner.Open(ref scanner, out var tag)) { return false; }
        if (tag == AttributeTag.M) { return ReadRow(ref scanner, row, index, depth) && AttributeScanner.Close(ref scanner); }

        if (!AttributeSkipper.SkipContent(ref scanner, row, tag, depth) || !AttributeScanner.Close(ref scanner)) { return false; }
        if (tag != AttributeTag.Null) { row.Rescue(ref scanner, start); }
        return true;
    }

    bool ReadRow(ref JsonScanner scanner, in RowScope row, int index, int depth)
    {
        _rescued.Clear();
        if (_members.Read(ref scanner, row.ChildRow(ref _context, _rescued), depth + 1) != Outcome.Accepted) { return false; }

        _position.Append(index);
        foreach (var column in _ownColumns)
        {
            if (column.Count < _position.Count) { column.AppendNull(); }
        }
        _rescued.AppendTo(_rescuedColumn);
        row.Rescued.ChildCount += _rescued.Count;
        return true;
    }

    /// <summary>Sets the keys and envelope of the child rows that were read since the end of the parent's last row.</summary>
    internal void EndRows(RecordBatch parent, int row, IReadOnlyList<Column> keys)
    {
        var columns = _batch.Columns.Columns;
        var envelope = columns.Count - EnvelopeColumns.All.Count;
        var parentEnvelope = parent.Columns.Columns.Count - EnvelopeColumns.All.Count;
        while (_batch.Columns.RowCount < _position.Count)
        {
            for (var i = 0; i < keys.Count; i++) { columns[i].AppendRun(keys[i], row, 1); }
            for (var i = 0; i < EnvelopeColumns.All.Count; i++)
            {
                var column = columns[envelope + i];
                if (!ReferenceEquals(column, _rescuedColumn)) { column.AppendRun(parent.Columns.Columns[parentEnvelope + i], row, 1); }
            }
            _batch.EndRow(row);
        }
    }
}
