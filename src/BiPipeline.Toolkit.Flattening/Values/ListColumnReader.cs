namespace BiPipeline.Toolkit.Flattening;

/// <summary>L, or a set, whose every element fits.</summary>
sealed class ListColumnReader : AttributeReader
{
    readonly ListColumn _column;
    readonly AttributeReader _element;

    internal ListColumnReader(ListColumn column, TimeUnit unit, FieldNames names, PassContext context)
        : base(context)
    {
        _column = column;
        _element = ColumnReader.For(column.Element, unit, names, context);
    }

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        var outcome = tag switch
        {
            AttributeTag.L => ReadList(ref scanner, depth + 1),
            AttributeTag.SS => ReadSet(ref scanner, AttributeTag.S, depth),
            AttributeTag.NS => ReadSet(ref scanner, AttributeTag.N, depth),
            AttributeTag.BS => ReadSet(ref scanner, AttributeTag.B, depth),
            _ => Outcome.Misfit,
        };
        if (outcome == Outcome.Taken) { _column.EndList(); }
        else { _column.DiscardOpenList(); }
        return outcome;
    }

    Outcome ReadList(ref JsonScanner scanner, int depth)
    {
        if (depth > Context.Options.MaxDepth)
        {
            return scanner.Malformed(Fault.TooDeep);
        }
        if (scanner.TryTake((byte)']')) { return Outcome.Taken; }
        var trail = Context.Trail.Depth;
        Context.Trail.PushIndex();
        var index = 0;
        do
        {
            Context.Trail.SetIndex(index++);
            if (!AttributeScanner.Open(ref scanner, out var tag)) { return Outcome.Malformed; }
            var outcome = _element.Read(ref scanner, tag, depth);
            if (outcome is Outcome.Malformed or Outcome.Misfit) { return outcome; }
            if (outcome == Outcome.Null) { _column.Element.AppendNull(); }
            if (!AttributeScanner.Close(ref scanner)) { return Outcome.Malformed; }
        }
        while (scanner.TryTake((byte)','));
        Context.Trail.Truncate(trail);
        return scanner.Take((byte)']') ? Outcome.Taken : Outcome.Malformed;
    }

    Outcome ReadSet(ref JsonScanner scanner, AttributeTag element, int depth)
    {
        if (scanner.TryTake((byte)']')) { return Outcome.Taken; }
        do
        {
            if (!scanner.Take((byte)'"')) { return Outcome.Malformed; }
            var outcome = _element.Read(ref scanner, element, depth);
            if (outcome != Outcome.Taken) { return outcome; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']') ? Outcome.Taken : Outcome.Malformed;
    }
}
