namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Compares keys by their UTF-8 bytes, the order of S3 listings. UTF-16 order differs where surrogate pairs meet U+E000 and above.
/// </summary>
sealed class KeyOrder : IComparer<string>
{
    internal static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) { return a.Length.CompareTo(b.Length); }
        return char.IsSurrogate(a[same]) == char.IsSurrogate(b[same])
            ? a[same].CompareTo(b[same])
            : char.IsSurrogate(a[same]).CompareTo(char.IsSurrogate(b[same]));
    }
}
