using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Docs.Tests.Markdown;

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Path">The path in the repository.</param>
/// <param name="Text">The whole text.</param>
sealed partial record MarkdownPage(string Path, string Text)
{
    static readonly string[] Folders = ["docs", "src", "tests", "samples", "benchmarks", "eng", "sql"];

    /// <summary>Every Markdown file of the project itself.</summary>
    internal static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)))
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            // The template's page is about a project that is not here: TemplateTests makes one.
            .Where(path => !path.Contains("node_modules/", StringComparison.Ordinal) && !path.Contains("/content/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    internal static MarkdownPage Read(string path) => new(path, File.ReadAllText(Repository.PathOf(path)));

    /// <summary>The blocks of code, in order.</summary>
    internal IReadOnlyList<CodeBlock> Blocks
    {
        get
        {
            List<CodeBlock> blocks = [];
            var lines = Text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (!lines[i].StartsWith("```", StringComparison.Ordinal)) { continue; }
                var end = Array.IndexOf(lines, "```", i + 1);
                end.ShouldBeGreaterThan(i, $"{Path}:{i + 1} has no end");
                blocks.Add(new(lines[i][3..].Trim(), string.Join('\n', lines[(i + 1)..end]), i + 1));
                i = end;
            }
            return blocks;
        }
    }

    /// <summary>The text without blocks of code.</summary>
    internal string Prose => Fences().Replace(Text, "");

    /// <summary>The targets of links and pictures.</summary>
    internal IEnumerable<string> Links => Link().Matches(Prose).Select(match => match.Groups["to"].Value);

    /// <summary>The anchors of headings.</summary>
    internal IReadOnlySet<string> Anchors => Heading().Matches(Prose).Select(AnchorOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Returns the prose between the heading with this anchor and the next heading; null without such a heading.</summary>
    internal string? SectionOf(string anchor)
    {
        var prose = Prose;
        var headings = Heading().Matches(prose);
        for (var i = 0; i < headings.Count; i++)
        {
            if (AnchorOf(headings[i]) != anchor) { continue; }
            var start = headings[i].Index + headings[i].Length;
            return prose[start..(i + 1 < headings.Count ? headings[i + 1].Index : prose.Length)];
        }
        return null;
    }

    static string AnchorOf(Match heading) => NotInAnchors().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.None, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex NotInAnchors();
}
