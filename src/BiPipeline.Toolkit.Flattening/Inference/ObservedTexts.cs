namespace BiPipeline.Toolkit.Flattening;

/// <summary>What texts at one place have in common. All false before any text.</summary>
struct ObservedTexts
{
    ObservedNumbers _numbers = new();

    public ObservedTexts()
    {
    }

    /// <summary>Whether some text is not a date.</summary>
    internal bool HasNonDates { get; private set; }

    /// <summary>Whether some text is not a time in ISO 8601.</summary>
    internal bool HasNonTimestamps { get; private set; }

    /// <summary>Whether some time has more than milliseconds.</summary>
    internal bool HasFineTimestamps { get; private set; }

    /// <summary>Whether some text is not a time that coercion takes.</summary>
    internal bool HasNonTimes { get; private set; }

    /// <summary>Whether some text is not a number, or has a leading zero or sign that the number would lose.</summary>
    internal bool HasNonNumbers { get; private set; }

    /// <summary>Whether some text is neither <c>true</c> nor <c>false</c>.</summary>
    internal bool HasNonBooleans { get; private set; }

    /// <summary>The texts as numbers, while all of them are some.</summary>
    internal readonly ObservedNumbers Numbers => _numbers;

    internal void Add(ReadOnlySpan<byte> text)
    {
        HasNonDates = HasNonDates || !IsoTime.TryParseDate(text, out _);
        // A text that is not a time is not a timestamp either.
        if (!HasNonTimes)
        {
            var isTimestamp = IsoTime.TryParseTimestamp(text, out _);
            HasNonTimestamps |= !isTimestamp;
            HasFineTimestamps = HasFineTimestamps || IsFine(text);
            HasNonTimes = !isTimestamp && !IsoTime.TryParseSpaced(text, out _);
        }
        HasNonBooleans = HasNonBooleans || !(text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8));
        if (HasNonNumbers) { return; }
        if (IsPlainNumber(text) && NumberText.TryParse(text, out var number)) { _numbers.Add(number); }
        else { HasNonNumbers = true; }
    }

    internal void Merge(ObservedTexts other)
    {
        HasNonDates |= other.HasNonDates;
        HasNonTimestamps |= other.HasNonTimestamps;
        HasFineTimestamps |= other.HasFineTimestamps;
        HasNonTimes |= other.HasNonTimes;
        HasNonNumbers |= other.HasNonNumbers;
        HasNonBooleans |= other.HasNonBooleans;
        _numbers.Merge(other._numbers);
    }

    // A code such as 007 or +49 is not a number to anyone who reads it.
    static bool IsPlainNumber(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'-', ..]) { text = text[1..]; }
        return text is [(byte)'0'] or [(byte)'0', (byte)'.', ..] or [>= (byte)'1' and <= (byte)'9', ..];
    }

    // Digits other than 0 behind the third of a second's fraction.
    static bool IsFine(ReadOnlySpan<byte> text)
    {
        const int fraction = 20;
        if (text.Length <= fraction + 3 || text[fraction - 1] != '.') { return false; }
        var digits = text[fraction..];
        var length = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length >= 0) { digits = digits[..length]; }
        return digits.Length > 3 && digits[3..].ContainsAnyExcept((byte)'0');
    }
}
