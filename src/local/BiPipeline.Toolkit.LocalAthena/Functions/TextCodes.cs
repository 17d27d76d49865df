namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Codes of texts: soundex, the Luhn check, Unicode's normal forms, and texts of pairs.</summary>
static class TextCodes
{
    // The digit of each letter; 0 for a letter without one.
    const string SoundexDigits = "01230120022455012623010202";

    internal static string Soundex(string text)
    {
        var letters = text.Where(char.IsLetter).ToArray();
        if (letters.FirstOrDefault(letter => !char.IsAscii(letter)) is > '\0' and var other)
        {
            throw Invalid($"The character is not mapped: {other}");
        }
        if (letters.Length == 0) { return ""; }
        var code = new StringBuilder(4).Append(char.ToUpperInvariant(letters[0]));
        var last = Digit(letters[0]);
        foreach (var letter in letters.Skip(1))
        {
            if (code.Length == 4) { break; }
            if (char.ToUpperInvariant(letter) is 'H' or 'W') { continue; }
            var digit = Digit(letter);
            if (digit != '0' && digit != last) { code.Append(digit); }
            last = digit;
        }
        return code.ToString().PadRight(4, '0');

        static char Digit(char letter) => SoundexDigits[char.ToUpperInvariant(letter) - 'A'];
    }

    internal static bool Luhn(string text)
    {
        if (text.Length == 0) { return false; }
        if (text.AsSpan().ContainsAnyExceptInRange('0', '9')) { throw Invalid($"Input must be only numeric digits: {text}"); }
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[text.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10);
        }
        return sum % 10 == 0;
    }

    internal static string Normalize(string text, string form) => text.Normalize(form switch
    {
        "NFD" => NormalizationForm.FormD,
        "NFC" => NormalizationForm.FormC,
        "NFKD" => NormalizationForm.FormKD,
        "NFKC" => NormalizationForm.FormKC,
        _ => throw Invalid("Normalization form must be one of [NFD, NFC, NFKD, NFKC]"),
    });

    /// <summary>The keys and values of <c>a=1,b=2</c>; a key may occur once unless <paramref name="several"/>.</summary>
    internal static (List<string> Keys, List<string> Values) Pairs(string text, string entryDelimiter, string keyDelimiter, bool several)
    {
        if (entryDelimiter.Length == 0) { throw Invalid("entryDelimiter is empty"); }
        if (keyDelimiter.Length == 0) { throw Invalid("keyValueDelimiter is empty"); }
        if (entryDelimiter == keyDelimiter) { throw Invalid("entryDelimiter and keyValueDelimiter must not be the same"); }
        var (keys, values) = (new List<string>(), new List<string>());
        if (text.Length == 0) { return (keys, values); }
        var parts = text.Split(entryDelimiter);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length == 0 && i == parts.Length - 1) { break; }
            var cut = parts[i].Split(keyDelimiter);
            if (cut.Length != 2)
            {
                throw Invalid($"Key-value delimiter must appear exactly once in each entry. Bad input: '{parts[i]}'");
            }
            if (!several && keys.Contains(cut[0])) { throw Invalid($"Duplicate keys ({cut[0]}) are not allowed"); }
            keys.Add(cut[0]);
            values.Add(cut[1]);
        }
        return (keys, values);
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
