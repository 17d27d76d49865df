namespace BiPipeline.Toolkit;

/// <summary>A column of lists: append the elements to <see cref="Element"/>, then close the list with <see cref="EndList"/>.</summary>
sealed class ListColumn : Column
{
    int[] _offsets = [0];

    internal ListColumn(DataType.ArrayType type)
        : base(type) => Element = Create(type.Element);

    /// <summary>The elements of all lists, back to back.</summary>
    public Column Element { get; }

    /// <summary>
    /// <see cref="Column.Count"/> + 1 numbers: list <c>i</c> holds elements <c>Offsets[i]..Offsets[i + 1]</c>; NULLs are empty.
    /// </summary>
    public override ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Count + 1);

    public override IReadOnlyList<Column> Children => [Element];

    internal override bool HasOpenValue => Element.Count > _offsets[Count] || Element.HasOpenValue;

    /// <inheritdoc/>
    public override long ByteSize => ValiditySize + ((Count + 1L) * sizeof(int)) + Element.ByteSize;

    /// <summary>Makes a list of the elements that were appended since the last value.</summary>
    public void EndList()
    {
        AppendOffset();
        MarkValid();
    }

    /// <summary>Removes the elements that were appended since the last value.</summary>
    public void DiscardOpenList() => Element.Truncate(_offsets[Count]);

    /// <summary>Makes lists of elements that are appended already, or will be.</summary>
    /// <param name="validity">One byte per value: 1 present, 0 NULL.</param>
    /// <param name="lengths">Number of elements of each; 0 for NULL.</param>
    internal void AppendLists(ReadOnlySpan<byte> validity, ReadOnlySpan<int> lengths)
    {
        EnsureCapacity(ref _offsets, Count + lengths.Length + 1);
        var offsets = _offsets.AsSpan(Count, lengths.Length + 1);
        for (var i = 0; i < lengths.Length; i++) { offsets[i + 1] = offsets[i] + lengths[i]; }
        MarkRun(validity);
    }

    internal override string? ProblemOfOpenValue(string path) => Element.HasOpenValue ? ColumnThrow.Open(path + "[]") : null;

    internal override void AppendNull()
    {
        AppendOffset();
        MarkNull();
    }

    private protected override void TruncateValues(int count) => Element.Truncate(_offsets[count]);

    private protected override void AppendValues(Column source, int start, int count)
    {
        var list = (ListColumn)source;
        EnsureCapacity(ref _offsets, Count + count + 1);
        ListOffsets.Append(_offsets.AsSpan(Count), list._offsets.AsSpan(start, count + 1));
        Element.AppendRun(list.Element, list._offsets[start], list._offsets[start + count] - list._offsets[start]);
    }

    void AppendOffset()
    {
        EnsureCapacity(ref _offsets, Count + 2);
        _offsets[Count + 1] = Element.Count;
    }
}
