namespace BiPipeline.Toolkit.Flattening;

/// <summary>Parser of ISO 8601 dates and times of the years 1 to 9999, as days and UTC milliseconds since 1970-01-01.</summary>
static class IsoTime
{
    const long MillisecondsPerDay = 86_400_000;
    const int DateLength = 10;
    const int SecondsLength = 19;
    const int MaxOffsetHours = 23;

    static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;
    static readonly long MinMilliseconds = (DateOnly.MinValue.DayNumber - EpochDay) * MillisecondsPerDay;
    static readonly long MaxMilliseconds = ((DateOnly.MaxValue.DayNumber - EpochDay + 1L) * MillisecondsPerDay) - 1;

    /// <summary>Whether the time is within the years 1 to 9999.</summary>
    internal static bool IsInRange(long milliseconds) => milliseconds >= MinMilliseconds && milliseconds <= MaxMilliseconds;

    /// <summary>Returns the day of a time, in days since 1970-01-01.</summary>
    internal static int DayOf(long milliseconds) => (int)Math.DivRem(milliseconds, MillisecondsPerDay, out var rest) - (rest < 0 ? 1 : 0);

    /// <summary>Parses <c>yyyy-MM-dd</c>.</summary>
    internal static bool TryParseDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text.Slice(5, 2), out var month)
            || !TryDigits(text.Slice(8, 2), out var day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        days = new DateOnly(year, month, day).DayNumber - EpochDay;
        return true;
    }

    /// <summary>Parses <c>yyyy-MM-ddTHH:mm[:ss[.f{1,9}]][Z|±hh:mm]</c>, floored to the millisecond. UTC without an offset.</summary>
    internal static bool TryParseTimestamp(ReadOnlySpan<byte> text, out long milliseconds) => TryParse(text, (byte)'T', out milliseconds);

    /// <summary><c>yyyy-MM-dd HH:mm:ss[.f{1,9}]</c> in UTC; floored to the millisecond.</summary>
    internal static bool TryParseSpaced(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        // Seconds are needed, and only a fraction may follow them.
        return text.Length >= SecondsLength && text[SecondsLength - 3] == ':'
            && (text.Length == SecondsLength || text[SecondsLength] == '.')
            && !text[(SecondsLength - 2)..].ContainsAny("Z+-"u8)
            && TryParse(text, (byte)' ', out milliseconds);
    }

    static bool TryParse(ReadOnlySpan<byte> text, byte separator, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length <= DateLength || text[DateLength] != separator || !TryParseDate(text[..DateLength], out var days)) { return false; }
        text = text[(DateLength + 1)..];
        if (!TryTakeClock(ref text, out var hour, out var minute) || hour > 23) { return false; }
        var second = 0;
        var fraction = 0;
        if (text is [(byte)':', ..])
        {
            if (text.Length < 3 || !TryDigits(text.Slice(1, 2), out second) || second > 59) { return false; }
            text = text[3..];
            if (text is [(byte)'.', ..] && !TryTakeFraction(ref text, out fraction)) { return false; }
        }
        if (!TryTakeOffset(ref text, out var offsetMinutes) || !text.IsEmpty) { return false; }
        milliseconds = (days * MillisecondsPerDay) + ((((((hour * 60L) + minute - offsetMinutes) * 60) + second) * 1000) + fraction);
        return IsInRange(milliseconds);
    }

    static bool TryTakeClock(ref ReadOnlySpan<byte> text, out int hour, out int minute)
    {
        minute = 0;
        hour = 0;
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text[..2], out hour) || !TryDigits(text.Slice(3, 2), out minute) || minute > 59)
        {
            return false;
        }
        text = text[5..];
        return true;
    }

    // Digits after the third are below the millisecond. Dropping them floors, because the fraction is never negative.
    static bool TryTakeFraction(ref ReadOnlySpan<byte> text, out int milliseconds)
    {
        milliseconds = 0;
        var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) { digits = text.Length - 1; }
        if (digits is 0 or > 9) { return false; }
        for (var i = 1; i <= 3; i++) { milliseconds = (milliseconds * 10) + (i <= digits ? text[i] - '0' : 0); }
        text = text[(digits + 1)..];
        return true;
    }

    static bool TryTakeOffset(ref ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z', ..])
        {
            text = text[1..];
            return true;
        }
        if (text is not [(byte)'+' or (byte)'-', ..]) { return true; }
        var sign = text[0] == '-' ? -1 : 1;
        text = text[1..];
        if (!TryTakeClock(ref text, out var hours, out var rest) || hours > MaxOffsetHours) { return false; }
        minutes = sign * ((hours * 60) + rest);
        return true;
    }

    static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9) { return false; }
            value = (value * 10) + (int)digit;
        }
        return true;
    }
}
