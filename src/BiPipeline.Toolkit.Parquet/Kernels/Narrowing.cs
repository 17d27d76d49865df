namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>Narrows 64-bit values that are known to fit in 32 bits.</summary>
static class Narrowing
{
    internal static void ToInt32(ReadOnlySpan<long> values, Span<int> target)
    {
        target = target[..values.Length];
        for (var i = 0; i < values.Length; i++) { target[i] = (int)values[i]; }
    }
}
