namespace BiPipeline.Toolkit.Parquet;

/// <summary>Grows reused arrays without keeping their content.</summary>
static class Growth
{
    internal static void Ensure<T>(ref T[] array, int count)
    {
        if (array.Length < count) { array = new T[(int)Math.Min((uint)Array.MaxLength, BitOperations.RoundUpToPowerOf2((uint)count))]; }
    }
}
