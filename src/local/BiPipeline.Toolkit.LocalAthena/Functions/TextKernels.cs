namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Text functions that count code points, like Athena.</summary>
static class TextKernels
{
    internal static string Substr(string text, long start, long length)
    {
        if (start == 0 || length <= 0) { return ""; }
        var runes = text.EnumerateRunes().ToArray();
        if (start < 0)
        {
            start += runes.Length;
            if (start < 0) { return ""; }
        }
        else
        {
            start--;
        }
        if (start >= runes.Length) { return ""; }
        return string.Concat(runes.Skip((int)start).Take((int)Math.Min(length, runes.Length - start)));
    }

    internal static string? SplitPart(string text, string delimiter, long index)
    {
        if (index <= 0) { throw Invalid("Index must be greater than zero"); }
        if (delimiter.Length == 0)
        {
            var part = Substr(text, index, 1);
            return part.Length > 0 ? part : null;
        }
        var parts = text.Split(delimiter);
        return index <= parts.Length ? parts[(int)index - 1] : null;
    }

    internal static IReadOnlyList<string?> Split(string text, string delimiter, long limit)
    {
        if (limit <= 0) { throw Invalid("Limit must be positive"); }
        if (limit > int.MaxValue) { throw Invalid("Limit is too large"); }
        if (delimiter.Length == 0) { throw Invalid("The delimiter may not be the empty string"); }
        return text.Split(delimiter, (int)limit);
    }

    /// <summary>
    /// Joins texts with a separator up to 1,048,576 bytes. The filler, and the number of texts that are left out if it is asked for,
    /// stand for the rest (Trino, ListaggAggregationFunction).
    /// </summary>
    internal static string JoinTruncated(IReadOnlyList<string> texts, string separator, string filler, bool counts)
    {
        const int MaxBytes = 1_048_576;
        var joined = new StringBuilder();
        var bytes = 0L;
        for (var i = 0; i < texts.Count; i++)
        {
            bytes += Encoding.UTF8.GetByteCount(texts[i]) + (i == 0 ? 0 : Encoding.UTF8.GetByteCount(separator));
            if (bytes > MaxBytes)
            {
                joined.Append(separator).Append(filler);
                return counts
                    ? joined.Append(CultureInfo.InvariantCulture, $"({texts.Count - i})").ToString()
                    : joined.ToString();
            }
            joined.Append(i == 0 ? "" : separator).Append(texts[i]);
        }
        return joined.ToString();
    }

    /// <summary>Joins texts with a separator.</summary>
    internal static string Join(IReadOnlyList<string> texts, string separator, long most)
    {
        var length = texts.Sum(text => (long)text.Length) + ((long)separator.Length * texts.Count);
        return length <= most ? string.Join(separator, texts) : throw TooLong();
    }

    /// <summary>Replaces each occurrence; an empty text occurs around every character.</summary>
    internal static string Replace(string text, string search, string replacement, long most)
    {
        if (search.Length > 0)
        {
            var times = (long)text.AsSpan().Count(search);
            return text.Length + (times * Math.Max(0, replacement.Length - search.Length)) <= most
                ? text.Replace(search, replacement, StringComparison.Ordinal)
                : throw TooLong();
        }
        if ((text.Length + 1L) * (replacement.Length + 1L) > most) { throw TooLong(); }
        var result = new StringBuilder(replacement);
        foreach (var rune in text.EnumerateRunes()) { result.Append(rune.ToString()).Append(replacement); }
        return result.ToString();
    }

    internal static LocalAthenaQueryException TooLong() =>
        new(FailureCode.ExceededMemoryLimit, "Query exceeded the memory limit. Raise MemoryMebibytes or make shorter texts");

    // Without the argument, the function removes blanks; with an empty text, it removes no characters.
    internal static string Trim(string text, string side, string characters)
    {
        if (characters.Length == 0) { return text; }
        var set = characters == "\0" ? null : characters.ToCharArray();
        return side switch
        {
            "LEADING" => text.TrimStart(set),
            "TRAILING" => text.TrimEnd(set),
            _ => text.Trim(set),
        };
    }

    internal static string Pad(string text, long size, string padding, bool left, long maxSize)
    {
        if (size is < 0 or > int.MaxValue) { throw Invalid("Target length must be in the range [0..2147483647]"); }
        if (padding.Length == 0) { throw Invalid("Padding string must not be empty"); }
        if (size > maxSize)
        {
            throw TooLong();
        }
        var runes = text.EnumerateRunes().ToArray();
        if (runes.Length >= size) { return string.Concat(runes.Take((int)size)); }
        var fill = padding.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        var missing = new StringBuilder();
        for (var i = 0; i < size - runes.Length; i++) { missing.Append(fill[i % fill.Length]); }
        return left ? missing + text : text + missing;
    }

    internal static long Strpos(string text, string part, long instance)
    {
        if (instance == 0) { throw Invalid("'instance' must not be a positive or negative number."); }
        if (part.Length == 0) { return 1; }
        var found = -1;
        for (var n = Math.Abs(instance); n > 0; n--)
        {
            found = instance > 0
                ? text.IndexOf(part, found + 1, StringComparison.Ordinal)
                : found == 0 ? -1 : text.LastIndexOf(part, found < 0 ? text.Length - 1 : found - 1, StringComparison.Ordinal);
            if (found < 0) { return 0; }
        }
        return new CodePointPosition(text, found).CodePoint;
    }

    internal static string Chr(long code) => code is >= 0 and <= 0x10FFFF && Rune.IsValid((int)code)
        ? new Rune((int)code).ToString()
        : throw Invalid(string.Create(CultureInfo.InvariantCulture, $"Not a valid Unicode code point: {code}"));

    internal static int Codepoint(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        return runes.Length == 1 ? runes[0].Value : throw Invalid("Input string must be a single character string");
    }

    internal static string Translate(string text, string from, string to)
    {
        var (source, target) = (from.EnumerateRunes().ToArray(), to.EnumerateRunes().ToArray());
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var index = Array.IndexOf(source, rune);
            if (index < 0) { result.Append(rune.ToString()); }
            else if (index < target.Length) { result.Append(target[index].ToString()); }
        }
        return result.ToString();
    }

    /// <summary>Returns the upper case of each character; DuckDB's of ß is a character that Unicode's tables do not have for it.</summary>
    internal static string Upper(string text) => text.ToUpperInvariant();

    /// <summary>Returns a text that fits in varchar(n), of a value of another type.</summary>
    internal static string Fit(string text, int length, string type) => text.Length <= length
        ? text
        : throw new LocalAthenaQueryException(
            FailureCode.InvalidCastArgument,
            string.Create(CultureInfo.InvariantCulture, $"A value of {type} cannot be represented as varchar({length})"));

    /// <summary>Casts to char(n): truncates, or pads with blanks.</summary>
    internal static string ToChar(string text, int length)
    {
        var runes = text.EnumerateRunes().ToArray();
        return runes.Length >= length ? string.Concat(runes.Take(length)) : text + new string(' ', length - runes.Length);
    }

    internal static string? UrlPart(string url, string part)
    {
        if (JavaUri.TryParse(url) is not { } uri) { return null; }
        return part switch
        {
            "protocol" => uri.Scheme,
            "host" => uri.Host,
            "port" => uri.Port,
            "path" => Uri.UnescapeDataString(uri.Path),
            "query" => uri.Query ?? "",
            _ => Uri.UnescapeDataString(uri.Fragment ?? ""),
        };
    }

    internal static string? UrlParameter(string url, string name)
    {
        if (JavaUri.TryParse(url) is not { Query: { } query }) { return null; }
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if ((equals < 0 ? pair : pair[..equals]) == name)
            {
                return equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            }
        }
        return null;
    }

    // java.net.URLEncoder: blanks become +; only these characters are not escaped.
    internal static string UrlEncode(string text)
    {
        var result = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || (char)value is '-' or '_' or '.' or '*') { result.Append((char)value); }
            else if (value == ' ') { result.Append('+'); }
            else { result.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture)); }
        }
        return result.ToString();
    }

    internal static string UrlDecode(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                throw Invalid("URLDecoder: Illegal hex characters in escape (%) pattern");
            }
        }
        return Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    /// <summary>Decodes UTF-8; each byte that is not part of it becomes the replacement, which is one character or none.</summary>
    internal static string FromUtf8(ReadOnlySpan<byte> bytes, string replacement)
    {
        if (replacement.EnumerateRunes().Count() > 1) { throw Invalid("Replacement character string must empty or a single character"); }
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            text.Append(status == System.Buffers.OperationStatus.Done ? rune.ToString() : replacement);
            bytes = bytes[length..];
        }
        return text.ToString();
    }

    internal static long FromBase(string text, long radix)
    {
        CheckRadix(radix);
        try
        {
            var digits = text.StartsWith('-') ? text[1..] : text;
            if (digits.Length == 0) { throw new FormatException(); }
            var value = digits.Aggregate(
                System.Numerics.BigInteger.Zero,
                (sum, character) =>
                    Digit(character) is >= 0 and var digit && digit < radix ? (sum * radix) + digit : throw new FormatException());
            return (long)(text.StartsWith('-') ? -value : value);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"Not a valid base-{radix} number: {text}"));
        }
    }

    internal static string ToBase(long value, long radix)
    {
        CheckRadix(radix);
        if (value == 0) { return "0"; }
        var result = new StringBuilder();
        for (var rest = System.Numerics.BigInteger.Abs(value); !rest.IsZero; rest /= radix)
        {
            result.Insert(0, "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)]);
        }
        return value < 0 ? $"-{result}" : result.ToString();
    }

    internal static long WidthBucket(double value, double low, double high, long buckets)
    {
        if (buckets <= 0) { throw Invalid("bucketCount must be greater than 0"); }
        if (double.IsNaN(value)) { throw Invalid("operand must not be NaN"); }
        if (!double.IsFinite(low)) { throw Invalid("first bound must be finite"); }
        if (!double.IsFinite(high)) { throw Invalid("second bound must be finite"); }
        if (low == high) { throw Invalid("bounds cannot equal each other"); }
        var (lower, upper) = (Math.Min(low, high), Math.Max(low, high));
        var bucket = value < lower ? 0 : value >= upper ? buckets + 1 : (long)(((double)buckets * (value - lower) / (upper - lower)) + 1);
        return low > high ? buckets - bucket + 1 : bucket;
    }

    static int Digit(char character) =>
        char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? char.ToLowerInvariant(character) - 'a' + 10 : -1;

    static void CheckRadix(long radix)
    {
        if (radix is < 2 or > 36) { throw Invalid("Radix must be between 2 and 36"); }
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
