namespace BiPipeline.Toolkit;

sealed class Utf8Order : IComparer<byte[]>
{
    internal static Utf8Order Instance { get; } = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
