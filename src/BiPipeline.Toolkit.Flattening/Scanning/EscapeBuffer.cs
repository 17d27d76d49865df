namespace BiPipeline.Toolkit.Flattening;

/// <summary>Memory for string content whose escapes are undone.</summary>
sealed class EscapeBuffer
{
    byte[] _bytes = [];

    /// <summary>
    /// String content without its escapes: the bytes themselves if there are none, else this buffer's, until it is used again.
    /// </summary>
    internal ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> bytes, JsonText text)
    {
        var content = text.In(bytes);
        if (!text.Escaped) { return content; }
        if (_bytes.Length < content.Length) { _bytes = new byte[content.Length]; }
        return _bytes.AsSpan(0, JsonEscapes.Unescape(content, _bytes));
    }
}
