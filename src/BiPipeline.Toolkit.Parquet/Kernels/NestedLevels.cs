namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>
/// Steps down a nested column: turns the levels of a field's entries into those of its children (Dremel's shredding, a column at a time).
/// An entry has a slot in the field's column when its definition level is at least <c>slotLevel</c>, and is still there when it is <c>level</c>.
/// </summary>
static class NestedLevels
{
    /// <summary>The levels of an optional field: one higher where its value is there.</summary>
    internal static void Present(ReadOnlySpan<byte> definitions, int slotLevel, int level, ReadOnlySpan<byte> present, Span<byte> target)
    {
        target = target[..definitions.Length];
        if (present.Length == definitions.Length)
        {
            for (var i = 0; i < target.Length; i++) { target[i] = (byte)(definitions[i] + (definitions[i] == level ? present[i] : 0)); }
            return;
        }
        var slot = 0;
        for (var i = 0; i < target.Length; i++)
        {
            var definition = definitions[i];
            if (definition >= slotLevel)
            {
                if (definition == level) { definition += present[slot]; }
                slot++;
            }
            target[i] = definition;
        }
    }

    /// <summary>The levels of the elements of an optional list or map: an entry for each, and one for a list that is empty or not there.</summary>
    /// <returns>How many entries were written.</returns>
    internal static int Expand(in ListLevels list, Span<byte> repetitions, Span<byte> definitions)
    {
        var count = 0;
        var slot = 0;
        for (var i = 0; i < list.Definitions.Length; i++)
        {
            var definition = list.Definitions[i];
            var elements = 0;
            if (definition >= list.SlotLevel)
            {
                if (definition == list.Level && list.Present[slot] != 0)
                {
                    elements = list.Offsets[slot + 1] - list.Offsets[slot];
                    definition += (byte)(elements == 0 ? 1 : 2);
                }
                slot++;
            }
            repetitions[count] = list.Repetitions[i];
            definitions[count++] = definition;
            for (var element = 1; element < elements; element++)
            {
                repetitions[count] = (byte)list.Repetition;
                definitions[count++] = definition;
            }
        }
        return count;
    }
}
