namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>
/// Texts for .NET's regular expressions, which take a character beyond U+FFFF for two: each such character of a text has another one of
/// the private use area for as long as a pattern is matched.
/// </summary>
sealed class CodeUnits
{
    const char First = '\uE000';
    const char Last = '\uF8FF';

    static readonly CodeUnits Same = new();

    readonly Dictionary<Rune, char> _units = [];
    readonly Dictionary<char, Rune> _runes = [];

    internal static CodeUnits Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) { return Same; }
        var units = new CodeUnits();
        var next = First;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp || units._units.ContainsKey(rune)) { continue; }
            while (next < Last && text.Contains(next)) { next++; }
            if (next == Last) { return Same; }
            units._units.Add(rune, next);
            units._runes.Add(next++, rune);
        }
        return units;
    }

    internal string Fold(string text)
    {
        if (_units.Count == 0 || !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) { return text; }
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (_units.TryGetValue(rune, out var unit)) { folded.Append(unit); }
            else { folded.Append(rune.ToString()); }
        }
        return folded.ToString();
    }

    internal string Unfold(string text)
    {
        if (_units.Count == 0) { return text; }
        var unfolded = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (_runes.TryGetValue(unit, out var rune)) { unfolded.Append(rune.ToString()); }
            else { unfolded.Append(unit); }
        }
        return unfolded.ToString();
    }
}
