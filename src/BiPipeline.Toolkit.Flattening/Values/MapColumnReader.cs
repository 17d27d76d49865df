namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an M in which every value fits.</summary>
sealed class MapColumnReader : AttributeReader
{
    readonly MapColumn _column;
    readonly AttributeReader _value;

    internal MapColumnReader(MapColumn column, ValueRules rules, FieldNames names)
    {
        _column = column;
        _value = ColumnReader.For(column.Values, rules, names);
    }

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.M) { return Outcome.TypeMismatch; }
        var outcome = ReadEntries(ref scanner, row, depth + 1);
        if (outcome == Outcome.Accepted) { _column.EndMap(); }
        else { _column.DiscardOpenMap(); }
        return outcome;
    }

    Outcome ReadEntries(ref JsonScanner scanner, in RowScope row, int depth)
    {
        if (depth > row.Settings.MaxDepth) { return scanner.Malformed(RecordError.TooDeep); }
        if (scanner.TryTake((byte)'}')) { return Outcome.Accepted; }
        var container = row.Buffers.Names.NextObject();
        do
        {
            if (!scanner.ReadString(out var name)) { return Outcome.Malformed; }
            if (!row.Buffers.Names.Add(scanner.Bytes, name, container)) { return scanner.Malformed(RecordError.DuplicateMember); }
            if (!scanner.Take((byte)':') || !AttributeScanner.Open(ref scanner, out var tag)) { return Outcome.Malformed; }

            var key = _column.Keys.Reserve(name.Length);
            _column.Keys.Commit(JsonEscapes.Unescape(name.In(scanner.Bytes), key));
            var outcome = _value.Read(ref scanner, row.Member(name), tag, depth);
            if (outcome is Outcome.Malformed or Outcome.TypeMismatch) { return outcome; }
            if (outcome == Outcome.Null) { _column.Values.AppendNull(); }
            if (!AttributeScanner.Close(ref scanner)) { return Outcome.Malformed; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}') ? Outcome.Accepted : Outcome.Malformed;
    }
}
