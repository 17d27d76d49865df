namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>
/// The stem of an English word in lower case ("The English (Porter2) stemming algorithm", snowballstem.org). Capital Y stands for a y that
/// is a consonant.
/// </summary>
sealed class EnglishStemmer
{
    const string Doubles = "bdfgmnprt";
    const string BeforeLi = "cdeghkmnrt";

    static readonly (string Word, string Stem)[] Exceptions =
    [
        ("skis", "ski"), ("skies", "sky"), ("idly", "idl"), ("gently", "gentl"),
        ("ugly", "ugli"), ("early", "earli"), ("only", "onli"), ("singly", "singl"), ("sky", "sky"), ("news", "news"), ("howe", "howe"),
        ("atlas", "atlas"), ("cosmos", "cosmos"), ("bias", "bias"), ("andes", "andes"),
    ];

    static readonly string[] Invariant = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    static readonly (string Suffix, string Replacement)[] Second =
    [
        ("ational", "ate"), ("fulness", "ful"), ("iveness", "ive"), ("ization", "ize"), ("ousness", "ous"), ("biliti", "ble"),
        ("lessli", "less"), ("tional", "tion"), ("alism", "al"), ("aliti", "al"), ("ation", "ate"), ("entli", "ent"), ("fulli", "ful"),
        ("iviti", "ive"), ("ousli", "ous"), ("abli", "able"), ("alli", "al"), ("anci", "ance"), ("ator", "ate"), ("enci", "ence"),
        ("izer", "ize"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    static readonly (string Suffix, string Replacement)[] Third =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("ative", ""), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"),
        ("ness", ""), ("ful", ""),
    ];

    static readonly string[] Fourth =
    [
        "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize", "ous", "al", "er", "ic",
    ];

    readonly StringBuilder _word;
    readonly int _first;
    readonly int _second;

    EnglishStemmer(string word)
    {
        _word = new(word);
        for (var i = 0; i < _word.Length; i++)
        {
            if (_word[i] == 'y' && (i == 0 || IsVowel(i - 1))) { _word[i] = 'Y'; }
        }
        _first = Array.Find(["gener", "commun", "arsen"], start => word.StartsWith(start, StringComparison.Ordinal)) is { } known
            ? known.Length
            : Region(0);
        _second = Region(_first);
    }

    internal static string Stem(string word)
    {
        if (word.Length <= 2) { return word; }
        // The algorithm lists these three words among its exceptions.
        if (word is ['d' or 'l' or 't', 'y', 'i', 'n', 'g']) { return $"{word[0]}ie"; }
        return Array.Find(Exceptions, one => one.Word == word).Stem ?? new EnglishStemmer(word.TrimStart('\'')).Run();
    }

    string Run()
    {
        foreach (var apostrophe in (string[])["'s'", "'s", "'"])
        {
            if (!Ends(apostrophe)) { continue; }
            Cut(apostrophe.Length);
            break;
        }
        Plural();
        if (!Invariant.Contains(_word.ToString(), StringComparer.Ordinal))
        {
            Past();
            if (_word.Length > 2 && _word[^1] is 'y' or 'Y' && !IsVowel(_word.Length - 2)) { _word[^1] = 'i'; }
            Replace(Second);
            Replace(Third);
            RemoveFourth();
            RemoveLast();
        }
        return _word.Replace('Y', 'y').ToString();
    }

    void Plural()
    {
        if (Ends("sses")) { Cut(2); }
        else if (Ends("ied") || Ends("ies")) { Cut(_word.Length > 4 ? 2 : 1); }
        else if (Ends("s") && !Ends("us") && !Ends("ss") && HasVowel(_word.Length - 2)) { Cut(1); }
    }

    void Past()
    {
        if (Longest(["eedly", "eed", "ingly", "edly", "ing", "ed"]) is not { } suffix) { return; }
        var start = _word.Length - suffix.Length;
        if (suffix.StartsWith("ee", StringComparison.Ordinal))
        {
            if (start >= _first) { Cut(suffix.Length - 2); }
            return;
        }
        if (!HasVowel(start)) { return; }
        Cut(suffix.Length);
        if (Ends("at") || Ends("bl") || Ends("iz")) { _word.Append('e'); }
        else if (_word.Length > 1 && _word[^1] == _word[^2] && Doubles.Contains(_word[^1], StringComparison.Ordinal)) { Cut(1); }
        else if (_first >= _word.Length && IsShortSyllable(_word.Length)) { _word.Append('e'); }
    }

    // The longest suffix decides, also when it is not in its region.
    void Replace((string Suffix, string Replacement)[] suffixes)
    {
        if (Longest(suffixes.Select(one => one.Suffix)) is not { } suffix) { return; }
        var start = _word.Length - suffix.Length;
        if (start < _first) { return; }
        var fits = suffix switch
        {
            "li" => BeforeLi.Contains(_word[start - 1], StringComparison.Ordinal),
            "ogi" => _word[start - 1] == 'l',
            "ative" => start >= _second,
            _ => true,
        };
        if (!fits) { return; }
        Cut(suffix.Length);
        _word.Append(Array.Find(suffixes, one => one.Suffix == suffix).Replacement);
    }

    void RemoveFourth()
    {
        if (Longest(Fourth) is not { } suffix) { return; }
        var start = _word.Length - suffix.Length;
        if (start >= _second && (suffix != "ion" || _word[start - 1] is 's' or 't')) { Cut(suffix.Length); }
    }

    void RemoveLast()
    {
        var last = _word.Length - 1;
        if (Ends("e") ? last >= _second || (last >= _first && !IsShortSyllable(last)) : last >= _second && Ends("ll")) { Cut(1); }
    }

    // After the first consonant behind a vowel.
    int Region(int start)
    {
        for (var i = start + 1; i < _word.Length; i++)
        {
            if (!IsVowel(i) && IsVowel(i - 1)) { return i + 1; }
        }
        return _word.Length;
    }

    // Whether the first letters end with a vowel between consonants, or are a vowel and a consonant.
    bool IsShortSyllable(int length) => length switch
    {
        < 2 => false,
        2 => IsVowel(0) && !IsVowel(1),
        _ => !IsVowel(length - 3) && IsVowel(length - 2) && !IsVowel(length - 1) && _word[length - 1] is not ('w' or 'x' or 'Y'),
    };

    bool HasVowel(int length) => Enumerable.Range(0, Math.Max(0, length)).Any(IsVowel);

    bool IsVowel(int index) => _word[index] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    string? Longest(IEnumerable<string> suffixes) => suffixes.Where(Ends).MaxBy(suffix => suffix.Length);

    bool Ends(string suffix) =>
        _word.Length >= suffix.Length && _word.ToString(_word.Length - suffix.Length, suffix.Length) == suffix;

    void Cut(int count) => _word.Length -= count;
}
