namespace BiPipeline.Toolkit.Docs.Tests.Markdown;

/// <summary>The generated lines of a page between <c>&lt;!-- &lt;name&gt; … --&gt;</c> and <c>&lt;!-- &lt;/name&gt; --&gt;</c>.</summary>
static class PageRegion
{
    /// <summary>Compares the page with its regenerated regions; UPDATE_GOLDEN=1 writes them.</summary>
    internal static void Match(string page, params ReadOnlySpan<(string Name, string Lines)> regions)
    {
        var text = File.ReadAllText(Repository.PathOf(page));
        foreach (var (name, lines) in regions) { text = Replace(text, name, lines); }
        Golden.Match(page, text);
    }

    static string Replace(string text, string name, string lines)
    {
        List<string> all = [.. text.Split('\n')];
        var begin = all.FindIndex(line => line.StartsWith($"<!-- <{name}> ", StringComparison.Ordinal));
        begin.ShouldBeGreaterThanOrEqualTo(0, $"<{name}>");
        var end = all.FindIndex(begin, line => line == $"<!-- </{name}> -->");
        end.ShouldBeGreaterThan(begin, $"</{name}>");
        return string.Join('\n', [.. all[..(begin + 1)], "", .. lines.Trim('\n').Split('\n'), "", .. all[end..]]);
    }
}
