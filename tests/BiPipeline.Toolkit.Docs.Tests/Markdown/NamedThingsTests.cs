using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Docs.Tests.Pages;

namespace BiPipeline.Toolkit.Docs.Tests.Markdown;

/// <summary>Checks that tests and options named by pages exist.</summary>
public sealed partial class NamedThingsTests
{
    static readonly HashSet<string> Types =
    [
        .. new[] { "src", "tests", "samples", "benchmarks" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(path => Declaration().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups["name"].Value),
    ];

    static readonly HashSet<string> Options = [.. OptionsPage.Types.SelectMany(type => type.GetMembers().Select(member => $"{type.Name}.{member.Name}"))];

    [Fact]
    public void Tests_NamedByPages_Exist()
    {
        var named = MarkdownPage.All.SelectMany(page => TestName().Matches(page.Prose).Select(match => (page.Path, Name: match.Groups["name"].Value))).ToArray();

        named.Length.ShouldBeGreaterThan(50);
        named.Where(test => !Types.Contains(test.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void Options_NamedByPages_Exist()
    {
        var named = MarkdownPage.All.SelectMany(page => OptionName().Matches(page.Prose).Select(match => (page.Path, Name: match.Groups["name"].Value))).ToArray();

        named.Length.ShouldBeGreaterThan(15);
        named.Where(option => !Options.Contains(option.Name)).ShouldBeEmpty();
    }

    // "Where to add" names types, and in the same font members and folders.
    [Fact]
    public void Types_NamedByTheArchitecture_Exist()
    {
        var page = MarkdownPage.Read("ARCHITECTURE.md").Prose;
        var named = TypeName().Matches(page[page.IndexOf("## Where to add", StringComparison.Ordinal)..]).Select(match => match.Groups["name"].Value).Except(["Fingerprint", "TimeProvider", "Snippets"]).ToArray();

        named.Length.ShouldBeGreaterThan(20);
        named.Where(type => !Types.Contains(type)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("docs/limits.md")]
    [InlineData("docs/reliability.md")]
    public void Rows_OfPromisesAndLimits_NameATestOrAnOption(string path)
    {
        var rows = MarkdownPage.Read(path).Prose.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| option or test |", StringComparison.Ordinal) && !line.EndsWith("| where |", StringComparison.Ordinal)).ToArray();

        rows.Length.ShouldBeGreaterThan(15);
        rows.Where(row => row.TrimEnd(' ', '|').Split('|')[^1] is var last && !TestName().IsMatch(last) && !OptionName().IsMatch(last)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^ *[a-z ]*\b(class|record|struct|interface|enum) (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"`(?<name>[A-Z][a-z]\w+)(\.[A-Z]\w+)?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"`(?<name>\w+(?<!\.)(Tests|Benchmarks))`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex TestName();

    [GeneratedRegex(@"`(?<name>\w+Options\.\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex OptionName();
}
