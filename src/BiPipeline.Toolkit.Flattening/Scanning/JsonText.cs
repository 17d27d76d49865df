namespace BiPipeline.Toolkit.Flattening;

/// <summary>The position of a JSON string's content between its quotes, and whether it has escapes.</summary>
readonly record struct JsonText(int Start, int Length, bool Escaped)
{
    internal ReadOnlySpan<byte> In(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, Length);
}
