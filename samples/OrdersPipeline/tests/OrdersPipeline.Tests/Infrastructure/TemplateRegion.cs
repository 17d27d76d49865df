namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The lines between <c># &lt;name&gt; …</c> and <c># &lt;/name&gt;</c> of a checked-in file, which are made and not written.</summary>
static class TemplateRegion
{
    /// <summary>The file with a region's lines replaced, indented as its first line is.</summary>
    internal static string Replace(string text, string name, string lines)
    {
        var all = text.Split('\n').ToList();
        var begin = all.FindIndex(line => line.TrimStart().StartsWith($"# <{name}>", StringComparison.Ordinal));
        begin.ShouldBeGreaterThanOrEqualTo(0, name);
        var end = all.FindIndex(begin, line => line.Trim() == $"# </{name}>");
        end.ShouldBeGreaterThan(begin, name);
        var indent = new string(' ', all[begin].Length - all[begin].TrimStart().Length);
        var inner = lines.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : indent + line);
        return string.Join('\n', [.. all[..(begin + 1)], .. inner, .. all[end..]]);
    }
}
