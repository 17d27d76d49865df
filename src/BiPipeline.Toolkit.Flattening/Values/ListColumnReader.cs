namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an L or a set in which every element fits.</summary>
sealed class ListColumnReader : AttributeReader
{
    readonly ListColumn _column;
    readonly AttributeReader _element;

    internal ListColumnReader(ListColumn column, ValueRules rules, FieldNames names)
    {
        _column = column;
        _element = ColumnReader.For(column.Element, rules, names);
    }

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        var outcome = tag switch
        {
            AttributeTag.L => ReadList(ref scanner, row, depth + 1),
            AttributeTag.SS => ReadSet(ref scanner, row, AttributeTag.S, depth),
            AttributeTag.NS => ReadSet(ref scanner, row, AttributeTag.N, depth),
            AttributeTag.BS => ReadSet(ref scanner, row, AttributeTag.B, depth),
            _ => Outcome.TypeMismatch,
        };
        if (outcome == Outcome.Accepted) { _column.EndList(); }
        else { _column.DiscardOpenList(); }
        return outcome;
    }

    Outcome ReadList(ref JsonScanner scanner, in RowScope row, int depth)
    {
        if (depth > row.Settings.MaxDepth) { return scanner.Malformed(RecordError.TooDeep); }
        if (scanner.TryTake((byte)']')) { return Outcome.Accepted; }
        var index = 0;
        do
        {
            if (!AttributeScanner.Open(ref scanner, out var tag)) { return Outcome.Malformed; }
            var outcome = _element.Read(ref scanner, row.Element(index++), tag, depth);
            if (outcome is Outcome.Malformed or Outcome.TypeMismatch) { return outcome; }
            if (outcome == Outcome.Null) { _column.Element.AppendNull(); }
            if (!AttributeScanner.Close(ref scanner)) { return Outcome.Malformed; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']') ? Outcome.Accepted : Outcome.Malformed;
    }

    Outcome ReadSet(ref JsonScanner scanner, in RowScope row, AttributeTag element, int depth)
    {
        if (scanner.TryTake((byte)']')) { return Outcome.Accepted; }
        do
        {
            if (!scanner.Take((byte)'"')) { return Outcome.Malformed; }
            var outcome = _element.Read(ref scanner, row, element, depth);
            if (outcome != Outcome.Accepted) { return outcome; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']') ? Outcome.Accepted : Outcome.Malformed;
    }
}
