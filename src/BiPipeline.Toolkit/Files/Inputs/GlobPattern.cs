using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit;

/// <summary>
/// A pattern of paths as shells have it: <c>*</c> and <c>?</c> within a segment, <c>**</c> over segments, <c>[a-z]</c>. It is matched
/// against paths of a file system and keys of S3 alike; .NET's own matcher has neither <c>?</c> nor <c>[…]</c>.
/// </summary>
sealed class GlobPattern
{
    const string Special = "*?[";

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    readonly Regex _regex;

    GlobPattern(string root, string pattern) =>
        (Root, _regex) = (root, new Regex($"^{Translate(pattern)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Timeout));

    /// <summary>The folder that all matches are below, with its last slash; empty for the current one.</summary>
    internal string Root { get; }

    /// <summary>Whether a text has a character that only patterns have.</summary>
    internal static bool IsPattern(string text) => text.AsSpan().IndexOfAny(Special) >= 0;

    /// <summary>Reads a pattern with <c>/</c> between segments.</summary>
    internal static GlobPattern Parse(string text)
    {
        var root = text[..(text.LastIndexOf('/', text.AsSpan().IndexOfAny(Special)) + 1)];
        return new(root, text[root.Length..]);
    }

    /// <summary>Whether a path below <see cref="Root"/> matches.</summary>
    internal bool IsMatch(string path) => _regex.IsMatch(path);

    static string Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else if (pattern[i] == '[' && rest.IndexOf(']') is var end and > 1)
            {
                var set = rest[1..end].ToString()
                    .Replace(@"\", @"\\", StringComparison.Ordinal)
                    .Replace("[", @"\[", StringComparison.Ordinal);
                regex.Append('[').Append(set[0] is '!' or '^' ? $"^/{set[1..]}" : set).Append(']');
                i += end;
            }
            else
            {
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var other => Regex.Escape(other.ToString()) });
            }
        }
        return regex.ToString();
    }
}
