namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Checks that a record's keys are the schema's and fit their columns, and fills the key columns that are not in the image.
/// </summary>
sealed class KeysReader
{
    readonly ColumnBatch _keys;
    readonly Column[] _targets;
    readonly MembersReader _members;

    internal KeysReader(TableSchema schema, RecordBatch batch)
    {
        SchemaColumn[] columns = [.. schema.GetKeyColumns()];
        _keys = new ColumnBatch([.. columns.Select(column => new ColumnSpec(column.Name, column.Type))]);
        _targets = [.. columns.Select(column => batch.Columns[column.Name])];
        // Inference does not know the keys yet.
        _members = new(columns.Length == 0 ? MemberRules.Item : MemberRules.Keys);
        for (var i = 0; i < columns.Length; i++)
        {
            var reader = ColumnReader.For(_keys.Columns[i], ValueRules.Of(columns[i]), FieldNames.Of(columns[i]));
            _members.Add(columns[i].Path.Segments[0], reader);
        }
    }

    /// <summary>The batch's key columns.</summary>
    internal IReadOnlyList<Column> Targets => _targets;

    /// <summary>Reads <c>Keys</c>; the position is before its brace.</summary>
    internal bool Read(ref JsonScanner scanner, in RowScope row)
    {
        _keys.Truncate(0);
        if (!scanner.Take((byte)'{') || _members.Read(ref scanner, row, 0) != Outcome.Accepted) { return false; }
        _keys.EndRow();
        return true;
    }

    /// <summary>Checks that every key was present, and fills its column.</summary>
    internal bool Complete(ref JsonScanner scanner, RecordBatch batch)
    {
        for (var i = 0; i < _targets.Length; i++)
        {
            var key = _keys.Columns[i];
            if (key.NullCount > 0) { return scanner.Fail(RecordError.KeyMissing); }
            if (_targets[i].Count == batch.Columns.RowCount) { _targets[i].AppendRun(key, 0, 1); }
        }
        return true;
    }

    /// <summary>Checks that every key column has a value from the item. A full export has no other keys.</summary>
    internal bool CheckItem(ref JsonScanner scanner, RecordBatch batch)
    {
        foreach (var target in _targets)
        {
            if (target.Count == batch.Columns.RowCount) { return scanner.Fail(RecordError.KeyMissing); }
        }
        return true;
    }
}
