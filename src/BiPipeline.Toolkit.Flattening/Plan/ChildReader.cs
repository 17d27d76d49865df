namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads a list of maps as rows of a child table. The keys and the envelope follow when the parent's row ends.</summary>
sealed class ChildReader : AttributeReader
{
    readonly ChildBatch _batch;
    readonly FixedColumn<int> _position;
    readonly BytesColumn _rescuedColumn;
    readonly Column[] _ownColumns;
    readonly MembersReader _members;
    readonly RescuedValues _rescued = new();
    int _rescuedCount;

    internal ChildReader(ChildBatch batch, ChildSchema schema, int keys, PassContext context)
        : base(context)
    {
        _batch = batch;
        _position = (FixedColumn<int>)batch.Columns.Columns[keys];
        _ownColumns = [.. batch.Columns.Columns.Skip(keys + 1).Take(schema.Columns.Count)];
        _rescuedColumn = (BytesColumn)batch.Columns[EnvelopeColumns.Rescued];
        _members = ItemPlan.Build(schema.Columns, _ownColumns, [], context);
    }

    /// <summary>Values rescued in the rows since the last call.</summary>
    internal int TakeRescuedCount()
    {
        var count = _rescuedCount;
        _rescuedCount = 0;
        return count;
    }

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.L) { return Outcome.Misfit; }
        if (depth + 1 > Context.Options.MaxDepth)
        {
            return scanner.Malformed(Fault.TooDeep);
        }
        if (scanner.TryTake((byte)']')) { return Outcome.Taken; }
        var trail = Context.Trail.Depth;
        Context.Trail.PushIndex();
        var index = 0;
        do
        {
            Context.Trail.SetIndex(index);
            if (!ReadElement(ref scanner, index++, depth + 1)) { return Outcome.Malformed; }
        }
        while (scanner.TryTake((byte)','));
        Context.Trail.Truncate(trail);
        return scanner.Take((byte)']') ? Outcome.Taken : Outcome.Malformed;
    }

    bool ReadElement(ref JsonScanner scanner, int index, int depth)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        if (!AttributeScanner.Open(ref scanner, out var tag)) { return false; }
        if (tag == AttributeTag.M) { return ReadRow(ref scanner, index, depth) && AttributeScanner.Close(ref scanner); }

        if (!AttributeSkipper.SkipContent(ref scanner, Context, tag, depth) || !AttributeScanner.Close(ref scanner)) { return false; }
        if (tag != AttributeTag.Null)
        {
            Context.Rescued.AddElement(scanner.Bytes, Context.Trail, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);
        }
        return true;
    }

    bool ReadRow(ref JsonScanner scanner, int index, int depth)
    {
        var parents = Context.Rescued;
        Context.Rescued = _rescued;
        _rescued.Clear();
        var read = _members.Read(ref scanner, depth + 1) == Outcome.Taken;
        Context.Rescued = parents;
        if (!read) { return false; }

        _position.Append(index);
        foreach (var column in _ownColumns)
        {
            if (column.Count < _position.Count) { column.AppendNull(); }
        }
        _rescued.AppendTo(_rescuedColumn);
        _rescuedCount += _rescued.Count;
        return true;
    }

    /// <summary>Gives the rows read since the parent's last row their keys and envelope.</summary>
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
