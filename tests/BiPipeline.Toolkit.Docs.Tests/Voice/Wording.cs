using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Docs.Tests.Markdown;

namespace BiPipeline.Toolkit.Docs.Tests.Voice;

/// <summary>The English of one area of the repository, by file.</summary>
/// <param name="Area">The area's name.</param>
/// <param name="Texts">The texts.</param>
sealed partial record Wording(string Area, IReadOnlyList<(string Path, string Text)> Texts)
{
    // The page quotes what it bans.
    const string StylePage = "docs/style.md";

    internal static IReadOnlyList<Wording> All { get; } = Read();

    static List<Wording> Read()
    {
        var pages = MarkdownPage.All.Where(page => page.Path != StylePage).ToLookup(AreaOf);
        var sources = Sources("src").Concat(Sources("samples").Where(file => !file.Path.Contains("/tests/", StringComparison.Ordinal)))
            .Select(file => (file.Path, Words: SourceWords.Of(file.Text))).ToArray();
        var tests = Sources("tests").Concat(Sources("samples").Where(file => file.Path.Contains("/tests/", StringComparison.Ordinal))).ToArray();
        return
        [
            new("pages", [.. pages["pages"].Select(Prose)]),
            new("package pages", [.. pages["package pages"].Select(Prose)]),
            new("sample pages", [.. pages["sample pages"].Select(Prose)]),
            new("XML docs", [.. sources.SelectMany(file => file.Words.XmlDocs.Select(text => (file.Path, text)))]),
            new("errors and logs", [.. sources.SelectMany(file => file.Words.Texts.Select(text => (file.Path, text)))]),
            new("comments", [.. sources.SelectMany(file => file.Words.Comments.Select(text => (file.Path, text)))]),
            new("test names", [.. tests.SelectMany(file => TestMethod().Matches(file.Text).Select(match => (file.Path, WordBorder().Replace(match.Groups["name"].Value, " "))))]),
        ];
    }

    static string AreaOf(MarkdownPage page) =>
        page.Path.StartsWith("src/", StringComparison.Ordinal) ? "package pages"
        : !page.Path.Contains('/', StringComparison.Ordinal) || page.Path.StartsWith("docs/", StringComparison.Ordinal) ? "pages"
        : "sample pages";

    static (string Path, string Text) Prose(MarkdownPage page) => (page.Path, Space().Replace(InlineCode().Replace(page.Prose, "…"), " "));

    static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), Full: path))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => (file.Path, File.ReadAllText(file.Full)));

    [GeneratedRegex(@"\bpublic (?:async )?(?:Task|ValueTask|void|Property) (?<name>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TestMethod();

    [GeneratedRegex("_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex WordBorder();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Space();
}
