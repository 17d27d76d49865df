namespace BiPipeline.Toolkit.Flattening;

/// <summary>M whose every value fits.</summary>
sealed class MapColumnReader : AttributeReader
{
    readonly MapColumn _column;
    readonly AttributeReader _value;

    internal MapColumnReader(MapColumn column, TimeUnit unit, FieldNames names, PassContext context)
        : base(context)
    {
        _column = column;
        _value = ColumnReader.For(column.Values, unit, names, context);
    }

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.M) { return Outcome.Misfit; }
        var outcome = ReadEntries(ref scanner, depth + 1);
        if (outcome == Outcome.Taken) { _column.EndMap(); }
        else { _column.DiscardOpenMap(); }
        return outcome;
    }

    Outcome ReadEntries(ref JsonScanner scanner, int depth)
    {
        if (depth > Context.Options.MaxDepth) { return scanner.Malformed(Fault.TooDeep); }
        if (scanner.TryTake((byte)'}')) { return Outcome.Taken; }
        var container = Context.Names.NextObject();
        var trail = Context.Trail.Depth;
        do
        {
            if (!scanner.ReadString(out var name)) { return Outcome.Malformed; }
            if (!Context.Names.Add(scanner.Bytes, name, container)) { return scanner.Malformed(Fault.DuplicateMember); }
            if (!scanner.Take((byte)':') || !AttributeScanner.Open(ref scanner, out var tag)) { return Outcome.Malformed; }

            var key = _column.Keys.Reserve(name.Length);
            _column.Keys.Commit(JsonEscapes.Unescape(name.In(scanner.Bytes), key));
            Context.Trail.PushMember(name);
            var outcome = _value.Read(ref scanner, tag, depth);
            Context.Trail.Truncate(trail);
            if (outcome is Outcome.Malformed or Outcome.Misfit) { return outcome; }
            if (outcome == Outcome.Null) { _column.Values.AppendNull(); }
            if (!AttributeScanner.Close(ref scanner)) { return Outcome.Malformed; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}') ? Outcome.Taken : Outcome.Malformed;
    }
}
