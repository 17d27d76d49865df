namespace BiPipeline.Toolkit;

/// <summary>
/// Letters without their accents: <c>é</c> is <c>e</c>, <c>ß</c> is <c>ss</c>. A separate table, because the runtime's normalization
/// depends on the machine's libraries, and names must not.
/// </summary>
static class LatinLetters
{
    const int SupplementStart = 0xC0;
    const int AdditionalStart = 0x1E00;
    const char NoLetter = '.';

    // U+00C0 to U+024F and U+1E00 to U+1EFF: the first character of the canonical decomposition, letters with strokes included.
    const string Supplement =
        "AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIi"
        + "IiIi..JjKkkLlLlLl..LlNnNnNn.NnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs............................"
        + "....Oo.............Uu............................AaIiOoUuUuUuUuUu.AaAa....GgKkOoOo..j...Gg..NnAa....AaAaEeEeIi"
        + "IiOoOoRrRrUuUuSsTt..Hh......AaEeOoOoOoOoYy............................";
    const string Additional =
        "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTt"
        + "TtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwy......AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOo"
        + "OoOoOoOoUuUuUuUuUuUuUuYyYyYyYy......";

    /// <summary>The ASCII letters of a letter; null when it has none.</summary>
    internal static string? Fold(Rune letter) => letter.Value switch
    {
        'ß' => "ss",
        'æ' or 'ǽ' => "ae",
        'Æ' or 'Ǽ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'þ' => "th",
        'Þ' => "Th",
        'ĳ' => "ij",
        'Ĳ' => "Ij",
        'ẞ' => "SS",
        'ǿ' => "o",
        'Ǿ' => "O",
        var code => At(Supplement, code - SupplementStart) ?? At(Additional, code - AdditionalStart),
    };

    static string? At(string table, int index) =>
        (uint)index < (uint)table.Length && table[index] != NoLetter ? table[index].ToString() : null;
}
