namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>What array functions refuse (Trino, RepeatFunction, SequenceFunction, ArraySliceFunction, TrimArrayFunction).</summary>
static class ArrayLimits
{
    const int MaxEntries = 10_000;
    const int MaxCombinations = 100_000;

    internal static long Repeat(long count) => count switch
    {
        < 0 => throw Invalid("count argument of repeat function must be greater than or equal to 0"),
        > MaxEntries => throw Invalid("count argument of repeat function must be less than or equal to 10000"),
        _ => count,
    };

    /// <summary>The step, if the sequence can be made.</summary>
    internal static long SequenceStep(long start, long stop, long step)
    {
        if (step == 0) { throw Invalid("step must not be zero"); }
        if (step > 0 ? stop < start : stop > start)
        {
            throw Invalid(
                "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be "
                + "less than or equal to start");
        }
        return ((Int128)stop - start) / step < MaxEntries
            ? step
            : throw Invalid("result of sequence function must not have more than 10000 entries");
    }

    internal static long SliceStart(long start, long length) =>
        length < 0 ? throw Invalid("length must be greater than or equal to 0")
        : start == 0 ? throw Invalid("SQL array indices start at 1")
        : start;

    internal static long Trim(long count, long length) =>
        count < 0 ? throw Invalid(string.Create(CultureInfo.InvariantCulture, $"size must not be negative: {count}"))
        : count > length ? throw Invalid(
            string.Create(CultureInfo.InvariantCulture, $"size must not exceed array cardinality {length}: {count}"))
        : count;

    internal static long Index(long index) => index == 0 ? throw Invalid("SQL array indices start at 1") : index;

    /// <summary>The positions of every choice of <paramref name="size"/> elements, one choice after the other.</summary>
    internal static IReadOnlyList<string?> Combinations(long length, long size)
    {
        if (size is < 0 or > 5)
        {
            throw Invalid(size < 0 ? "combination size must not be negative" : string.Create(
                CultureInfo.InvariantCulture,
                $"combination size must not exceed 5: {size}"));
        }
        List<string?> positions = [];
        if (size == 0 || size > length) { return positions; }
        var chosen = Enumerable.Range(1, (int)size).ToArray();
        while (true)
        {
            positions.AddRange(chosen.Select(one => one.ToString(CultureInfo.InvariantCulture)));
            if (positions.Count > MaxCombinations * size) { throw Invalid("combinations exceed max size"); }
            // The first position that can move does, and those before it start again.
            var next = 0;
            while (next < size - 1 && chosen[next] + 1 == chosen[next + 1]) { next++; }
            if (next == size - 1 && chosen[next] == length) { return positions; }
            chosen[next]++;
            for (var i = 0; i < next; i++) { chosen[i] = i + 1; }
        }
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
