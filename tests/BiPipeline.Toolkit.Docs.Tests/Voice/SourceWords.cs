using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Docs.Tests.Voice;

/// <summary>The English in a C# file: XML docs, other comments, and string literals. A comment of several lines is one text.</summary>
/// <param name="XmlDocs">The XML docs, without tags.</param>
/// <param name="Comments">The other comments.</param>
/// <param name="Texts">The string literals, with an ellipsis in place of interpolated values.</param>
sealed partial record SourceWords(IReadOnlyList<string> XmlDocs, IReadOnlyList<string> Comments, IReadOnlyList<string> Texts)
{
    internal static SourceWords Of(string source)
    {
        List<string> docs = [], comments = [], texts = [];
        foreach (Match token in Token().Matches(source))
        {
            if (token.Groups["doc"].Success) { docs.Add(Flat(Tag().Replace(token.Value, " "))); }
            else if (token.Groups["comment"].Success) { comments.Add(Flat(token.Value)); }
            else if (token.Groups["text"].Success) { texts.Add(token.Value[0] == '$' ? Hole().Replace(token.Value, "…") : token.Value); }
        }
        return new(docs, comments, texts);
    }

    static string Flat(string comment) => Space().Replace(comment.Replace("/", " ", StringComparison.Ordinal), " ").Trim();

    // Characters before strings, so that '"' does not start one. Interpolation holes may contain strings.
    [GeneratedRegex("""""
        (?<doc>(?:///[^\n]*(?:\n[ ]*)?)+)
        |(?<comment>(?:(?<!:)//(?!/)[^\n]*(?:\n[ ]*)?)+|/\*.*?\*/)
        |'(?:\\[^\n]|[^'\\\n])[^'\n]*'
        |(?<text>\$*(?<quotes>"{3,}).*?\k<quotes>)
        |(?<text>(?:\$@|@\$|@)"(?:[^"]|"")*")
        |(?<text>\$"(?:\\.|\{\{|\}\}|\{(?:[^{}"]|"(?:\\.|[^"\\\n])*"|\{[^{}]*\})*\}|[^"\\{\n])*")
        |(?<text>"(?:\\.|[^"\\\n])*")
        """"", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();

    [GeneratedRegex(@"<[^<>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<!\{)\{(?!\{)(?:[^{}"]|"(?:\\.|[^"\\\n])*"|\{[^{}]*\})*\}""", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Space();
}
