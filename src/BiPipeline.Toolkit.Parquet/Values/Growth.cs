namespace BiPipeline.Toolkit.Parquet;

/// <summary>Growth of arrays that are used again and again; what they held is not kept.</summary>
static class Growth
{
    internal static void Ensure<T>(ref T[] array, int count)
    {
        if (array.Length < count) { array = new T[(int)Math.Min((uint)Array.MaxLength, BitOperations.RoundUpToPowerOf2((uint)count))]; }
    }
}
