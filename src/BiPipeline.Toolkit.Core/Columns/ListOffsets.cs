namespace BiPipeline.Toolkit;

static class ListOffsets
{
    /// <summary>
    /// Appends the lengths of <paramref name="source"/> as offsets to <paramref name="target"/>, whose first number is the last offset so
    /// far.
    /// </summary>
    internal static void Append(Span<int> target, ReadOnlySpan<int> source)
    {
        var shift = target[0] - source[0];
        for (var i = 1; i < source.Length; i++) { target[i] = source[i] + shift; }
    }
}
