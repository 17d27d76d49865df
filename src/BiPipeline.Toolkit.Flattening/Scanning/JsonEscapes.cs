using System.Buffers;
using System.Buffers.Binary;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Checks and decodes JSON string escapes (RFC 8259 §7).</summary>
static class JsonEscapes
{
    const int UnicodeEscapeLength = 6;

    /// <summary>Returns the length of the escape at <paramref name="bytes"/>[0], a backslash; 0 with an error when it is invalid.</summary>
    internal static int Measure(ReadOnlySpan<byte> bytes, out RecordError error)
    {
        error = RecordError.None;
        if (bytes.Length < 2)
        {
            error = RecordError.UnexpectedEnd;
            return 0;
        }
        switch (bytes[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return 2;
            case (byte)'u':
                return MeasureUnicode(bytes, out error);
            default:
                error = RecordError.BadEscape;
                return 0;
        }
    }

    /// <summary>Writes checked string content without its escapes.</summary>
    /// <param name="content">The content between the quotes; every escape in it has been measured.</param>
    /// <param name="output">At least as long as <paramref name="content"/>: no escape is shorter than its decoded bytes.</param>
    /// <returns>Number of bytes written.</returns>
    internal static int Unescape(ReadOnlySpan<byte> content, Span<byte> output)
    {
        var written = 0;
        while (true)
        {
            var plain = content.IndexOf((byte)'\\');
            if (plain < 0)
            {
                content.CopyTo(output[written..]);
                return written + content.Length;
            }
            content[..plain].CopyTo(output[written..]);
            written += plain;
            content = content[plain..];

            if (content[1] == 'u')
            {
                var unit = ReadUnit(content);
                var paired = char.IsHighSurrogate(unit);
                var rune = paired ? new Rune(unit, ReadUnit(content[UnicodeEscapeLength..])) : new Rune(unit);
                written += rune.EncodeToUtf8(output[written..]);
                content = content[(paired ? 2 * UnicodeEscapeLength : UnicodeEscapeLength)..];
            }
            else
            {
                output[written++] = content[1] switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    var same => same,
                };
                content = content[2..];
            }
        }
    }

    static int MeasureUnicode(ReadOnlySpan<byte> bytes, out RecordError error)
    {
        error = RecordError.None;
        if (!TryReadUnit(bytes, out var unit))
        {
            error = bytes.Length < UnicodeEscapeLength ? RecordError.UnexpectedEnd : RecordError.BadEscape;
        }
        else if (char.IsLowSurrogate(unit)) { error = RecordError.LoneSurrogate; }
        else if (!char.IsHighSurrogate(unit)) { return UnicodeEscapeLength; }
        else if (bytes.Length > UnicodeEscapeLength + 1 && bytes[UnicodeEscapeLength] == '\\' && bytes[UnicodeEscapeLength + 1] == 'u'
            && TryReadUnit(bytes[UnicodeEscapeLength..], out var low) && char.IsLowSurrogate(low))
        {
            return 2 * UnicodeEscapeLength;
        }
        else { error = RecordError.LoneSurrogate; }
        return 0;
    }

    static bool TryReadUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        unit = '\0';
        Span<byte> pair = stackalloc byte[2];
        if (escape.Length < UnicodeEscapeLength || Convert.FromHexString(escape.Slice(2, 4), pair, out _, out _) != OperationStatus.Done)
        {
            return false;
        }
        unit = (char)BinaryPrimitives.ReadUInt16BigEndian(pair);
        return true;
    }

    static char ReadUnit(ReadOnlySpan<byte> escape) =>
        TryReadUnit(escape, out var unit) ? unit : throw new InvalidOperationException("The escape has not been measured.");
}
