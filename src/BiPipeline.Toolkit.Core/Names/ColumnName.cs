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

    /// <summary>Whether the name is 1 to 255 lower-case letters, digits and <c>_</c>, not beginning with a digit.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength
            && !char.IsAsciiDigit(name[0])
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');
    }

    /// <summary>
    /// Returns the default name of a path: <c>orderId</c> → <c>order_id</c>, <c>HTTPServer</c> → <c>http_server</c>, <c>customer.email</c>
    /// → <c>customer_email</c>. A name over 255 bytes ends in <c>_</c> and 8 hex digits of the path's SHA-256.
    /// </summary>
    public static string FromPath(AttributePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = new StringBuilder();
        foreach (var segment in path.Segments)
        {
            if (name.Length > 0) { name.Append('_'); }
            AppendSnakeCase(name, segment);
        }
        if (char.IsAsciiDigit(name[0])) { name.Insert(0, '_'); }
        return name.Length <= MaxLength ? name.ToString() : WithHash(name.ToString(), path);
    }

    /// <summary>
    /// Returns a unique name for every path. When paths have the same default name, the first by UTF-8 bytes keeps it. The others, and
    /// those with a reserved name, get <c>_</c> and 8 hex digits of the path's SHA-256. The order of <paramref name="paths"/> does not
    /// matter.
    /// </summary>
    /// <param name="paths">Distinct paths.</param>
    /// <param name="reserved">Names in use: envelope, partitions, and columns with fixed names.</param>
    public static IReadOnlyDictionary<AttributePath, string> Assign(IEnumerable<AttributePath> paths, IEnumerable<string> reserved)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var taken = new HashSet<string>(reserved, StringComparer.Ordinal);
        var names = new Dictionary<AttributePath, string>();
        List<AttributePath> met = [];

        // Default names first, so that no name with a hash can replace another path's default name.
        foreach (var path in paths.OrderBy(path => Encoding.UTF8.GetBytes(path.ToString()), Utf8Order.Instance))
        {
            var name = FromPath(path);
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

    static void AppendSnakeCase(StringBuilder name, string segment)
    {
        for (var i = 0; i < segment.Length; i++)
        {
            var character = segment[i];
            if (char.IsAsciiLetterUpper(character))
            {
                var startsWord = i > 0 && (char.IsAsciiLetterLower(segment[i - 1]) || char.IsAsciiDigit(segment[i - 1]));
                var endsRun = i > 0 && char.IsAsciiLetterUpper(segment[i - 1])
                    && i + 1 < segment.Length && char.IsAsciiLetterLower(segment[i + 1]);
                if (startsWord || endsRun) { name.Append('_'); }
                name.Append(char.ToLowerInvariant(character));
            }
            else if (!char.IsLowSurrogate(character))
            {
                name.Append(char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) ? character : '_');
            }
        }
    }
}
