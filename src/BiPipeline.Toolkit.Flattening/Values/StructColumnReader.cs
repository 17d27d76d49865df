namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an M in which every known member fits.</summary>
sealed class StructColumnReader : AttributeReader
{
    readonly StructColumn _column;
    readonly MembersReader _members;

    internal StructColumnReader(StructColumn column, ValueRules rules, FieldNames names)
    {
        _column = column;
        _members = new(MemberRules.Struct);
        var fields = ((DataType.StructType)column.Type).Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            _members.Add(names.MemberOf(fields[i].Name), ColumnReader.For(column.Fields[i], rules, names.Below(fields[i])));
        }
    }

    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.M) { return Outcome.TypeMismatch; }
        var outcome = _members.Read(ref scanner, row, depth + 1);
        if (outcome == Outcome.Accepted) { _column.EndStruct(); }
        else { _column.DiscardOpenStruct(); }
        return outcome;
    }
}
