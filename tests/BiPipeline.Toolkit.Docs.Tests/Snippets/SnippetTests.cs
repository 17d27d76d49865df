using BiPipeline.Toolkit.Docs.Tests.Markdown;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>Checks that every block of C# in the repository's Markdown is in a file of this folder, line by line, so that it is compiled.</summary>
public sealed class SnippetTests
{
    [Fact]
    public void CSharp_OfEveryPage_IsCompiled()
    {
        string[][] files = [.. Directory.EnumerateFiles(Repository.PathOf("tests/BiPipeline.Toolkit.Docs.Tests/Snippets"), "*.cs", SearchOption.AllDirectories).Select(path => Lines(File.ReadAllText(path)))];
        var blocks = MarkdownPage.All.SelectMany(page => page.Blocks.Where(block => block.Language is "csharp" or "cs" or "c#").Select(block => (page.Path, Block: block))).ToArray();

        blocks.Length.ShouldBeGreaterThanOrEqualTo(9);
        blocks.Where(block => !files.Any(file => Holds(file, Lines(block.Block.Text)))).Select(block => $"{block.Path}:{block.Block.Line}").ShouldBeEmpty();
    }

    static string[] Lines(string text) => [.. text.TrimEnd('\n').Split('\n').Select(line => line.Trim())];

    // Usings are at the start of a file, the rest in one piece anywhere.
    static bool Holds(string[] file, string[] block)
    {
        string[] usings = [.. block.TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal)).Where(IsNamespace)];
        string[] rest = [.. block.SkipWhile(line => line.Length == 0 || IsNamespace(line))];
        return usings.All(file.Contains) && Enumerable.Range(0, Math.Max(0, file.Length - rest.Length + 1)).Any(at => file.AsSpan(at, rest.Length).SequenceEqual(rest));
    }

    static bool IsNamespace(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);
}
