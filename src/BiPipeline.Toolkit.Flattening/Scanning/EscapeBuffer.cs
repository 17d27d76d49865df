namespace BiPipeline.Toolkit.Flattening;

/// <summary>A buffer for unescaped string content.</summary>
sealed class EscapeBuffer
{
    byte[] _bytes = [];

    /// <summary>
    /// Returns the unescaped content of a string: the bytes themselves if it has no escapes, else this buffer, valid until the next call.
    /// </summary>
    internal ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> bytes, JsonText text)
    {
        var content = text.In(bytes);
        if (!text.Escaped) { return content; }
        if (_bytes.Length < content.Length) { _bytes = new byte[content.Length]; }
        return _bytes.AsSpan(0, JsonEscapes.Unescape(content, _bytes));
    }
}
