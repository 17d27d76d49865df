namespace BiPipeline.Toolkit.Flattening;

/// <summary>Where a JSON string's content lies between its quotes, and whether it holds escapes.</summary>
readonly record struct JsonText(int Start, int Length, bool Escaped)
{
    internal ReadOnlySpan<byte> In(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, Length);
}
