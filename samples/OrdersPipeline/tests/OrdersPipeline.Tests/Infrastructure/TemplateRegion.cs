namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The lines between a comment <c>&lt;name&gt; …</c> and a comment <c>&lt;/name&gt;</c> of a checked-in YAML or Markdown file, which are made and not written.</summary>
static class TemplateRegion
{
    /// <summary>The file with a region's lines replaced, indented as its first line is.</summary>
    internal static string Replace(string text, string name, string lines)
    {
        var all = text.Split('\n').ToList();
        var begin = all.FindIndex(line => Comment(line).StartsWith($"<{name}>", StringComparison.Ordinal));
        begin.ShouldBeGreaterThanOrEqualTo(0, name);
        var end = all.FindIndex(begin, line => Comment(line) == $"</{name}>");
        end.ShouldBeGreaterThan(begin, name);
        var indent = new string(' ', all[begin].Length - all[begin].TrimStart().Length);
        var inner = lines.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : indent + line);
        return string.Join('\n', [.. all[..(begin + 1)], .. inner, .. all[end..]]);
    }

    static string Comment(string line) => line.Trim() switch
    {
        ['#', ' ', .. var text] => text,
        ['<', '!', '-', '-', ' ', .. var text, ' ', '-', '-', '>'] => text,
        _ => "",
    };
}
