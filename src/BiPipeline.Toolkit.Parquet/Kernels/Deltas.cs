namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>Differences between neighbours, wrapped to the type's width as DELTA_BINARY_PACKED wants them.</summary>
static class Deltas
{
    /// <summary>Writes <c>values[i + 1] - values[i]</c>, one fewer than there are values, and gives the least.</summary>
    internal static long Between<T>(ReadOnlySpan<T> values, Span<ulong> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var least = long.MaxValue;
        target = target[..(values.Length - 1)];
        for (var i = 0; i < target.Length; i++)
        {
            var delta = long.CreateTruncating(unchecked(values[i + 1] - values[i]));
            target[i] = (ulong)delta;
            least = Math.Min(least, delta);
        }
        return least;
    }

    /// <summary>The bits that hold every difference to the least.</summary>
    internal static int Width(ReadOnlySpan<ulong> deltas, long least)
    {
        var all = 0UL;
        foreach (var delta in deltas) { all |= delta - (ulong)least; }
        return BitPacking.WidthOf(all);
    }
}
