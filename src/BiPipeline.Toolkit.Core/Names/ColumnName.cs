using System.Security.Cryptography;

namespace BiPipeline.Toolkit;

/// <summary>
/// Makes column names from attribute names: only lower-case letters, digits and <c>_</c>, at most 255 bytes (Athena, "Name databases,
/// tables, and columns"). Two paths never get the same name.
/// </summary>
static class ColumnName
{
    /// <summary>255 bytes, the longest name that Glue and Athena accept.</summary>
    public const int MaxLength = 255;

    const int HashDigits = 8;

    // The stem of a name whose path has no Latin letter or digit.
    const string Unnamed = "attribute";

    /// <summary>Whether the name is 1 to 255 lower-case letters, digits and <c>_</c>, without a digit at the start.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength
            && !char.IsAsciiDigit(name[0])
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');
    }

    /// <summary>
    /// The name a path gets when nothing else claims it: <c>orderId</c> → <c>order_id</c>, <c>HTTPServer</c> → <c>http_server</c>,
    /// <c>customer.email</c> → <c>customer_email</c>, <c>größe</c> → <c>grosse</c>. A name over 255 bytes, and one that lacks letters
    /// because they are not Latin, ends in <c>_</c> and 8 hex digits of the path's SHA-256: <c>価格_jpy</c> → <c>jpy_8f2d1c3a</c>.
    /// </summary>
    public static string FromPath(AttributePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = new StringBuilder();
        var isWhole = true;
        foreach (var segment in path.Segments)
        {
            if (name.Length > 0) { name.Append('_'); }
            isWhole &= TryFold(segment, out var folded);
            AppendSnakeCase(name, folded);
        }
        var text = isWhole ? name.ToString() : name.ToString().Trim('_');
        if (text.Length == 0) { text = Unnamed; }
        if (char.IsAsciiDigit(text[0])) { text = $"_{text}"; }
        return isWhole && text.Length <= MaxLength ? text : WithHash(text, path);
    }

    /// <summary>
    /// A name for every path, each its own. Where paths meet in one name, the attribute that has this very name keeps it, else the first
    /// path by UTF-8 bytes; the others, and those that meet a reserved name, get <c>_</c> and 8 hex digits of the path's SHA-256. The
    /// order of <paramref name="paths"/> does not matter.
    /// </summary>
    /// <param name="paths">Distinct paths.</param>
    /// <param name="reserved">Names in use: envelope, partitions, and columns with fixed names.</param>
    public static IReadOnlyDictionary<AttributePath, string> Assign(IEnumerable<AttributePath> paths, IEnumerable<string> reserved)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var taken = new HashSet<string>(reserved, StringComparer.Ordinal);
        var names = new Dictionary<AttributePath, string>();
        List<AttributePath> met = [];

        // Plain names first, so that no hash suffix can take a name that another path has by right.
        var named = paths.Select(path => (Path: path, Name: FromPath(path)))
            .OrderBy(path => path.Path.Segments is [var own] && own == path.Name ? 0 : 1)
            .ThenBy(path => Encoding.UTF8.GetBytes(path.Path.ToString()), Utf8Order.Instance);
        foreach (var (path, name) in named)
        {
            if (taken.Add(name)) { names.Add(path, name); }
            else { met.Add(path); }
        }
        foreach (var path in met)
        {
            var name = WithHash(FromPath(path), path);
            for (var round = 1; !taken.Add(name); round++)
            {
                name = WithHash(FromPath(path), path, round);
            }
            names.Add(path, name);
        }
        return names;
    }

    static string WithHash(string name, AttributePath path, int round = 0)
    {
        var hashed = round == 0 ? path.ToString() : string.Create(CultureInfo.InvariantCulture, $"{path}\0{round}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed)))[..HashDigits];
        var kept = Math.Min(name.Length, MaxLength - HashDigits - 1);
        return $"{name.AsSpan(0, kept)}_{hash}";
    }

    // False when a letter or digit has no ASCII form and is left out.
    static bool TryFold(string segment, out string folded)
    {
        var isWhole = true;
        var ascii = new StringBuilder(segment.Length);
        foreach (var rune in segment.EnumerateRunes())
        {
            if (rune.IsAscii) { ascii.Append(char.IsAsciiLetterOrDigit((char)rune.Value) ? (char)rune.Value : '_'); }
            else if (LatinLetters.Fold(rune) is { } letters) { ascii.Append(letters); }
            else if (IsAccent(rune)) { }
            else if (Rune.IsLetterOrDigit(rune) || IsMark(rune)) { isWhole = false; }
            else { ascii.Append('_'); }
        }
        folded = ascii.ToString();
        return isWhole;
    }

    // Combining accents of decomposed Latin letters.
    static bool IsAccent(Rune rune) => rune.Value is >= 0x300 and <= 0x36F;

    // Vowel signs and the like, which are parts of words.
    static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    static void AppendSnakeCase(StringBuilder name, string segment)
    {
        for (var i = 0; i < segment.Length; i++)
        {
            var character = segment[i];
            if (!char.IsAsciiLetterUpper(character))
            {
                name.Append(character);
                continue;
            }
            var startsWord = i > 0 && (char.IsAsciiLetterLower(segment[i - 1]) || char.IsAsciiDigit(segment[i - 1]));
            var endsRun = i > 0 && char.IsAsciiLetterUpper(segment[i - 1])
                && i + 1 < segment.Length && char.IsAsciiLetterLower(segment[i + 1]);
            if (startsWord || endsRun) { name.Append('_'); }
            name.Append(char.ToLowerInvariant(character));
        }
    }
}
