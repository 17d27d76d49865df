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
        var power = microseconds || units is >= MinMicroseconds or <= -MinMicroseconds ? 0
            : units is >= MinMilliseconds or <= -MinMilliseconds ? 3
            : 6;
        return exact.TryFloor(power, out micros) && IsoTime.IsInRange(FloorToMilliseconds(micros));
    }

    /// <summary>Floors a time in microseconds to milliseconds.</summary>
    internal static long FloorToMilliseconds(long micros) => Math.DivRem(micros, 1000, out var rest) - (rest < 0 ? 1 : 0);
}
