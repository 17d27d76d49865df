namespace BiPipeline.Toolkit.Flattening;

/// <summary>Converts escapes of Ion's strings (ion-docs, "Strings") to JSON's.</summary>
static class IonEscapes
{
    /// <summary>Writes the escape whose backslash is at a position; false when Ion does not have it.</summary>
    internal static bool TryWrite(ReadOnlySpan<byte> text, ref int position, ReusableBuffer output)
    {
        if (position + 1 >= text.Length) { return false; }
        var kind = text[position + 1];
        position += 2;
        switch (kind)
        {
            case (byte)'x':
                return TryWriteRune(text, ref position, digits: 2, output);
            case (byte)'u':
                return TryWriteRune(text, ref position, digits: 4, output);
            case (byte)'U':
                return TryWriteRune(text, ref position, digits: 8, output);
            case (byte)'\n':
                return true;
            default:
                var index = "0abtnfrv?'\"/\\"u8.IndexOf(kind);
                if (index < 0) { return false; }
                JsonTextWriter.WriteContent("\0\a\b\t\n\f\r\v?'\"/\\"u8.Slice(index, 1), output);
                return true;
        }
    }

    static bool TryWriteRune(ReadOnlySpan<byte> text, ref int position, int digits, ReusableBuffer output)
    {
        if (position + digits > text.Length
            || !uint.TryParse(text.Slice(position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }
        position += digits;
        if (value is >= 0xD800 and <= 0xDBFF && text[position..].StartsWith("\\u"u8) && position + 6 <= text.Length
            && uint.TryParse(text.Slice(position + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            && low is >= 0xDC00 and <= 0xDFFF)
        {
            position += 6;
            value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
        }
        if (!Rune.TryCreate(value, out var rune)) { return false; }
        Span<byte> utf8 = stackalloc byte[4];
        JsonTextWriter.WriteContent(utf8[..rune.EncodeToUtf8(utf8)], output);
        return true;
    }
}
