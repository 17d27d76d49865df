namespace BiPipeline.Toolkit;

/// <summary>
/// A column of maps: append each entry to <see cref="Keys"/> and <see cref="Values"/>, then close the map with <see cref="EndMap"/>.
/// </summary>
sealed class MapColumn : Column
{
    int[] _offsets = [0];

    internal MapColumn(DataType.MapType type)
        : base(type)
    {
        Keys = new BytesColumn(DataType.String);
        Values = Create(type.Value);
    }

    /// <summary>The keys of all maps, back to back; never NULL.</summary>
    public BytesColumn Keys { get; }

    /// <summary>The values of all maps, one per key.</summary>
    public Column Values { get; }

    /// <summary>
    /// <see cref="Column.Count"/> + 1 numbers: map <c>i</c> holds entries <c>Offsets[i]..Offsets[i + 1]</c>; NULLs are empty.
    /// </summary>
    public override ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Count + 1);

    public override IReadOnlyList<Column> Children => [Keys, Values];

    internal override bool HasOpenValue => Keys.Count > _offsets[Count] || Values.Count > _offsets[Count] || Values.HasOpenValue;

    /// <inheritdoc/>
    public override long ByteSize => ValiditySize + ((Count + 1L) * sizeof(int)) + Keys.ByteSize + Values.ByteSize;

    /// <summary>Makes a map of the entries that were appended since the last value.</summary>
    public void EndMap()
    {
        AppendOffset();
        MarkValid();
    }

    /// <summary>Removes the entries that were appended since the last value.</summary>
    public void DiscardOpenMap()
    {
        Keys.Truncate(_offsets[Count]);
        Values.Truncate(Math.Min(Values.Count, _offsets[Count]));
    }

    /// <summary>Makes maps of entries that are appended already, or will be.</summary>
    /// <param name="validity">One byte per value: 1 present, 0 NULL.</param>
    /// <param name="lengths">Number of entries of each; 0 for NULL.</param>
    internal void AppendMaps(ReadOnlySpan<byte> validity, ReadOnlySpan<int> lengths)
    {
        EnsureCapacity(ref _offsets, Count + lengths.Length + 1);
        var offsets = _offsets.AsSpan(Count, lengths.Length + 1);
        for (var i = 0; i < lengths.Length; i++) { offsets[i + 1] = offsets[i] + lengths[i]; }
        MarkRun(validity);
    }

    internal override string? ProblemOfOpenValue(string path)
    {
        if (Values.HasOpenValue) { return ColumnThrow.Open(path + "{}"); }
        return Keys.Count == Values.Count
            ? null
            : $"'{path}' has {Keys.Count - _offsets[Count]} keys and {Values.Count - _offsets[Count]} values in one map; "
                + "expected one value per key.";
    }

    internal override void AppendNull()
    {
        AppendOffset();
        MarkNull();
    }

    private protected override void TruncateValues(int count)
    {
        Keys.Truncate(_offsets[count]);
        Values.Truncate(_offsets[count]);
    }

    private protected override void AppendValues(Column source, int start, int count)
    {
        var map = (MapColumn)source;
        EnsureCapacity(ref _offsets, Count + count + 1);
        ListOffsets.Append(_offsets.AsSpan(Count), map._offsets.AsSpan(start, count + 1));
        var entries = map._offsets[start + count] - map._offsets[start];
        Keys.AppendRun(map.Keys, map._offsets[start], entries);
        Values.AppendRun(map.Values, map._offsets[start], entries);
    }

    void AppendOffset()
    {
        EnsureCapacity(ref _offsets, Count + 2);
        _offsets[Count + 1] = Keys.Count;
    }
}
