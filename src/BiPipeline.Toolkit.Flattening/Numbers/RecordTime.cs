namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Reads the time of a record in each form of streams, Kinesis, exports and emulators: a number (seconds, milliseconds or microseconds by
/// magnitude, with fraction or exponent), the same as text, <c>{"N":"…"}</c>, ISO 8601 text, null.
/// </summary>
static class RecordTime
{
    // 10^11 seconds and 10^14 milliseconds are both in the year 5138, so real times of one unit never reach the next.
    const long MinMilliseconds = 100_000_000_000;
    const long MinMicroseconds = 100_000_000_000_000;
    const int MaxWholeDigits = 18;

    internal static bool Read(ref JsonScanner scanner, EscapeBuffer buffer, bool microseconds, out long micros, out bool known)
    {
        (micros, known) = (0, false);
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        switch (scanner.Rest)
        {
            case [(byte)'n', ..]:
                return scanner.TakeLiteral("null"u8);
            case [(byte)'{', ..]:
                known = AttributeScanner.Open(ref scanner, out var tag)
                    && (tag == AttributeTag.N || scanner.Fail(RecordError.BadTime))
                    && scanner.ReadText(out var number)
                    && AttributeScanner.Close(ref scanner)
                    && (TryParse(buffer.Unescape(scanner.Bytes, number), microseconds, out micros) || scanner.Fail(RecordError.BadTime));
                return known;
            case [(byte)'"', ..]:
                if (!scanner.ReadString(out var text)) { return false; }
                known = TryParse(buffer.Unescape(scanner.Bytes, text), microseconds, out micros);
                break;
            default:
                if (!scanner.ReadNumber(out var digits)) { return false; }
                known = TryParse(digits, microseconds, out micros);
                break;
        }
        if (known) { return true; }
        scanner.Position = start;
        return scanner.Fail(RecordError.BadTime);
    }

    static bool TryParse(ReadOnlySpan<byte> text, bool microseconds, out long micros)
    {
        if (TryParseWhole(text, microseconds, out micros)) { return true; }
        micros = 0;
        if (IsoTime.TryParseTimestamp(text, out var milliseconds))
        {
            micros = milliseconds * 1000;
            return true;
        }
        if (!NumberText.TryParse(text, out var number) || !number.TryToExact(out var exact) || !exact.TryFloor(0, out var units))
        {
            return false;
        }
        return exact.TryFloor(PowerOf(units, microseconds), out micros) && IsoTime.IsInRange(FloorToMilliseconds(micros));
    }

    // Times of streams and exports are whole numbers of 10, 13 or 16 digits. Those that are short enough need no exact arithmetic.
    static bool TryParseWhole(ReadOnlySpan<byte> digits, bool microseconds, out long micros)
    {
        micros = 0;
        if (digits.IsEmpty || digits.Length > MaxWholeDigits) { return false; }
        var units = 0L;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) { return false; }
            units = (units * 10) + (digit - '0');
        }
        micros = PowerOf(units, microseconds) switch
        {
            0 => units,
            3 => units * 1000,
            _ => units * 1_000_000,
        };
        return IsoTime.IsInRange(FloorToMilliseconds(micros));
    }

    // Of ten, from the unit to microseconds.
    static int PowerOf(long units, bool microseconds) =>
        microseconds || units is >= MinMicroseconds or <= -MinMicroseconds ? 0
        : units is >= MinMilliseconds or <= -MinMilliseconds ? 3
        : 6;

    /// <summary>Floors a time in microseconds to milliseconds.</summary>
    internal static long FloorToMilliseconds(long micros) => Math.DivRem(micros, 1000, out var rest) - (rest < 0 ? 1 : 0);
}
