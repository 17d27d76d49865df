namespace BiPipeline.Toolkit.Parquet;

/// <summary>The levels of a nested field's entries, in reused arrays.</summary>
sealed class LevelFrame
{
    byte[] _repetitions = [];
    byte[] _definitions = [];

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> Repetitions => _repetitions.AsSpan(0, Count);

    internal ReadOnlySpan<byte> Definitions => _definitions.AsSpan(0, Count);

    /// <summary>Sets one entry per row, of level 0.</summary>
    internal void SetRows(int rows)
    {
        Reserve(rows);
        Count = rows;
        _repetitions.AsSpan(0, rows).Clear();
        _definitions.AsSpan(0, rows).Clear();
    }

    /// <summary>Sets the entries of an optional field: one level higher where it is present.</summary>
    internal void SetPresent(LevelFrame parent, FieldLevels levels, ReadOnlySpan<byte> present)
    {
        Reserve(parent.Count);
        Count = parent.Count;
        parent.Repetitions.CopyTo(_repetitions);
        NestedLevels.Present(parent.Definitions, levels.Slot, levels.Definition, present, _definitions);
    }

    /// <summary>Sets the entries of a list's or map's elements.</summary>
    internal void SetElements(LevelFrame parent, FieldLevels levels, ReadOnlySpan<byte> present, ReadOnlySpan<int> offsets)
    {
        Reserve(parent.Count + offsets[^1] - offsets[0]);
        var list = new ListLevels
        {
            Repetitions = parent.Repetitions,
            Definitions = parent.Definitions,
            SlotLevel = levels.Slot,
            Level = levels.Definition,
            Repetition = levels.Repetition + 1,
            Present = present,
            Offsets = offsets,
        };
        Count = NestedLevels.Expand(list, _repetitions, _definitions);
    }

    void Reserve(int count)
    {
        Growth.Ensure(ref _repetitions, count);
        Growth.Ensure(ref _definitions, count);
    }
}
