using System.Buffers;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit;

/// <summary>
/// Partition directories in Hive's form: <c>name=value</c> with Hive's own escaping, which is not URL encoding (apache/hive, FileUtils;
/// Trino and Spark agree).
/// </summary>
static class HivePath
{
    /// <summary>Hive's name of the partition for NULL and empty text.</summary>
    internal const string NullValue = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>Largest length of an escaped value in UTF-8 bytes; the hash of a longer value replaces it.</summary>
    internal const int MaxValueBytes = 200;

    const int HashBytes = 16;

    static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code), '\u007F', .. "\"#%'*/:=?\\{[]^"]);

    /// <summary>Returns one directory: <c>dt=2026-11-22</c>.</summary>
    internal static string Segment(string name, string? value) => $"{Escape(name)}={EscapeValue(value)}";

    /// <summary>Replaces each character that Hive escapes with <c>%</c> and two upper-case hex digits.</summary>
    internal static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Escaped)) { return text; }
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (Escaped.Contains(character)) { escaped.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}"); }
            else { escaped.Append(character); }
        }
        return escaped.ToString();
    }

    /// <summary>
    /// Returns a partition value as a path segment. For <c>.</c>, <c>..</c> and values over <see cref="MaxValueBytes"/>: <c>~</c> and 32
    /// hex digits of their SHA-256.
    /// </summary>
    internal static string EscapeValue(string? value)
    {
        if (string.IsNullOrEmpty(value)) { return NullValue; }
        var escaped = Escape(value);
        return escaped is "." or ".." || Encoding.UTF8.GetByteCount(escaped) > MaxValueBytes
            ? $"~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, HashBytes))}"
            : escaped;
    }

    /// <summary>Restores escaped text: <c>%</c> and two hex digits become their character, any other <c>%</c> stays.</summary>
    internal static string Unescape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('%', StringComparison.Ordinal)) { return text; }
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                plain.Append((char)byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else { plain.Append(text[i]); }
        }
        return plain.ToString();
    }
}
