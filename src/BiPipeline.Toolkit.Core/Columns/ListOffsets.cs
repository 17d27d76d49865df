namespace BiPipeline.Toolkit;

static class ListOffsets
{
    /// <summary>
    /// Continues <paramref name="target"/> (whose first number is the last offset so far) with the lengths of <paramref name="source"/>.
    /// </summary>
    internal static void Append(Span<int> target, ReadOnlySpan<int> source)
    {
        var shift = target[0] - source[0];
        for (var i = 1; i < source.Length; i++) { target[i] = source[i] + shift; }
    }
}
