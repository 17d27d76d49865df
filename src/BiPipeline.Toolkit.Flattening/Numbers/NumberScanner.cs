namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads the content of an N; the position is after its opening quote.</summary>
static class NumberScanner
{
    const int MaxShortDigits = 18;

    /// <summary>
    /// Reads a plain number of at most 18 digits, and looks at each byte once. Nearly all numbers are such. Returns false for another
    /// number, and keeps the position.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadShort(ref JsonScanner scanner, out long unscaled, out int scale)
    {
        var bytes = scanner.Bytes;
        var i = scanner.Position;
        var negative = (uint)i < (uint)bytes.Length && bytes[i] == '-';
        if (negative) { i++; }
        var start = i;
        var point = -1;
        var value = 0L;
        // 18 digits, a point and the quote: the loop ends before a longer number's quote.
        var end = Math.Min(bytes.Length, i + MaxShortDigits + 2);
        for (; i < end; i++)
        {
            var digit = (uint)(bytes[i] - '0');
            if (digit <= 9) { value = (value * 10) + digit; }
            else if (bytes[i] == '.' && point < 0) { point = i; }
            else { break; }
        }
        var digits = i - start - (point >= 0 ? 1 : 0);
        scale = point < 0 ? 0 : i - point - 1;
        unscaled = negative ? -value : value;
        if (digits is 0 or > MaxShortDigits || i >= end || bytes[i] != '"') { return false; }
        scanner.Position = i + 1;
        return true;
    }

    /// <summary>Reads the text of any number; fails when it is not a number.</summary>
    internal static bool Read(ref JsonScanner scanner, EscapeBuffer buffer, out NumberText number)
    {
        number = default;
        var start = scanner.Position;
        if (!scanner.ReadText(out var text)) { return false; }
        if (NumberText.TryParse(buffer.Unescape(scanner.Bytes, text), out number)) { return true; }
        scanner.Position = start;
        return scanner.Fail(RecordError.BadNumber);
    }

    /// <summary>Checks a number and skips it.</summary>
    internal static bool Skip(ref JsonScanner scanner, EscapeBuffer buffer) =>
        TryReadShort(ref scanner, out _, out _) || Read(ref scanner, buffer, out _);
}
