namespace BiPipeline.Toolkit;

/// <summary>
/// A column of structs: append one value (or NULL) to each of <see cref="Fields"/>, then close the struct with <see cref="EndStruct"/>.
/// </summary>
sealed class StructColumn : Column
{
    readonly Column[] _fields;

    internal StructColumn(DataType.StructType type)
        : base(type) => _fields = [.. type.Fields.Select(field => Create(field.Type))];

    /// <summary>
    /// One column per field, in the type's order. Each has <see cref="Column.Count"/> values, NULL where the struct is NULL.
    /// </summary>
    public IReadOnlyList<Column> Fields => _fields;

    public override IReadOnlyList<Column> Children => _fields;

    internal override bool HasOpenValue => _fields.Any(child => child.Count > Count || child.HasOpenValue);

    /// <inheritdoc/>
    public override long ByteSize
    {
        get
        {
            var size = ValiditySize;
            foreach (var column in _fields) { size += column.ByteSize; }
            return size;
        }
    }

    /// <summary>Makes a struct of the values that were appended to the fields; a field without a value is NULL.</summary>
    public void EndStruct()
    {
        MarkValid();
        foreach (var field in _fields)
        {
            if (field.Count < Count) { field.AppendNull(); }
        }
    }

    /// <summary>Removes the values that were appended to the fields since the last struct.</summary>
    public void DiscardOpenStruct() => TruncateValues(Count);

    /// <summary>
    /// Makes structs of field values that are appended already, or will be: one of each field, also where the struct is NULL.
    /// </summary>
    /// <param name="validity">One byte per value: 1 present, 0 NULL.</param>
    internal void AppendStructs(ReadOnlySpan<byte> validity) => MarkRun(validity);

    internal override string? ProblemOfOpenValue(string path)
    {
        var fields = ((DataType.StructType)Type).Fields;
        for (var i = 0; i < _fields.Length; i++)
        {
            if (ColumnThrow.ProblemOfCount($"{path}.{fields[i].Name}", _fields[i], Count + 1) is { } problem) { return problem; }
        }
        return null;
    }

    internal override void AppendNull()
    {
        MarkNull();
        foreach (var field in _fields) { field.AppendNull(); }
    }

    private protected override void TruncateValues(int count)
    {
        foreach (var field in _fields) { field.Truncate(Math.Min(field.Count, count)); }
    }

    private protected override void AppendValues(Column source, int start, int count)
    {
        var fields = ((StructColumn)source)._fields;
        for (var i = 0; i < _fields.Length; i++) { _fields[i].AppendRun(fields[i], start, count); }
    }
}
