using BiPipeline.Toolkit.Docs.Tests.Markdown;

namespace BiPipeline.Toolkit.Docs.Tests.Commands;

/// <summary>A command of a page.</summary>
/// <param name="Page">The page's path.</param>
/// <param name="Text">The command, on one line, without its comment.</param>
/// <param name="NeedsAws">Whether its block begins with <c># AWS</c>.</param>
sealed record DocumentedCommand(string Page, string Text, bool NeedsAws)
{
    static readonly string[] Shells = ["bash", "sh"];

    /// <summary>Every command of every page: the lines of shell blocks, and of blocks without a language that begin with <c>dotnet</c>.</summary>
    internal static IReadOnlyList<DocumentedCommand> All { get; } = [.. MarkdownPage.All.SelectMany(page => page.Blocks.Where(IsShell).SelectMany(block => Of(page, block)))];

    static bool IsShell(CodeBlock block) => Shells.Contains(block.Language) || (block.Language.Length == 0 && block.Text.StartsWith("dotnet ", StringComparison.Ordinal));

    static IEnumerable<DocumentedCommand> Of(MarkdownPage page, CodeBlock block)
    {
        var needsAws = block.Text.StartsWith("# AWS", StringComparison.Ordinal);
        return block.Text.Replace("\\\n", "", StringComparison.Ordinal).Replace("|\n", "|", StringComparison.Ordinal).Split('\n')
            .Select(line => WithoutComment(line).Trim())
            .Where(line => line.Length > 0)
            .Select(line => new DocumentedCommand(page.Path, string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), needsAws));
    }

    static string WithoutComment(string line) =>
        line.StartsWith('#') ? "" : line.IndexOf(" # ", StringComparison.Ordinal) is var at and >= 0 ? line[..at] : line;

    /// <summary>Splits the text into words like a shell, with quotes only and without expansion.</summary>
    internal IReadOnlyList<string> Words
    {
        get
        {
            List<string> words = [];
            var word = "";
            var quote = '\0';
            foreach (var character in Text + " ")
            {
                if (quote != '\0') { if (character == quote) { quote = '\0'; } else { word += character; } }
                else if (character is '"' or '\'') { quote = character; }
                else if (character != ' ') { word += character; }
                else if (word.Length > 0) { words.Add(word); word = ""; }
            }
            return words;
        }
    }
}
