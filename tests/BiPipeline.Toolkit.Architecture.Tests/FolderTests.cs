using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>Checks that the folders of local Athena use each other in one direction.</summary>
public sealed partial class FolderTests
{
    const string Root = "(project)";

    public static TheoryData<string> Projects => new("BiPipeline.Toolkit.AthenaSql", "BiPipeline.Toolkit.LocalAthena");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfTheWing_HaveNoCycle(string project)
    {
        var uses = Uses(project);

        uses.Count.ShouldBeGreaterThan(5);
        uses.Values.Sum(used => used.Count).ShouldBeGreaterThan(10);
        Cycle(uses).ShouldBeNull();
    }

    [Fact]
    public void Cycle_OfThreeFolders_IsFound()
    {
        Cycle(Arrows(("A", "B"), ("B", "C"), ("C", "B"))).ShouldBe("B -> C -> B");
        Cycle(Arrows(("A", "B"), ("B", "C"), ("C", "A"))).ShouldBe("A -> B -> C -> A");
        Cycle(Arrows(("A", "B"), ("A", "C"), ("B", "C"), ("C", "D"))).ShouldBeNull();

        static Dictionary<string, HashSet<string>> Arrows(params (string From, string To)[] arrows) =>
            arrows.GroupBy(arrow => arrow.From, arrow => arrow.To).ToDictionary(group => group.Key, group => group.ToHashSet());
    }

    /// <summary>Returns what each folder uses: namespaces by their directives, types of the project's own namespace by their names.</summary>
    static Dictionary<string, HashSet<string>> Uses(string project)
    {
        var folder = Repository.PathOf("src", "local", project);
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Folder: FolderOf(folder, path), Name: Path.GetFileName(path).Split('.')[0], Text: Comment().Replace(File.ReadAllText(path), "")))
            .ToArray();
        var own = files.Where(file => file.Text.Contains($"namespace {project};", StringComparison.Ordinal)).ToArray();
        var uses = files.Select(file => file.Folder).Distinct().ToDictionary(name => name, _ => new HashSet<string>());
        foreach (var file in files)
        {
            var spaces = Directive().Matches(file.Text).Select(match => match.Groups["name"].Value)
                .Where(name => name.StartsWith(project + ".", StringComparison.Ordinal))
                .Select(name => name[(project.Length + 1)..]);
            var types = own.Where(type => Regex.IsMatch(file.Text, $@"(?<![\w.]){type.Name}\b", RegexOptions.CultureInvariant)).Select(type => type.Folder);
            uses[file.Folder].UnionWith(spaces.Concat(types).Where(used => used != file.Folder));
        }
        return uses;
    }

    static string? Cycle(Dictionary<string, HashSet<string>> uses)
    {
        HashSet<string> done = [];
        return uses.Keys.Order(StringComparer.Ordinal).Select(start => Visit(start, [])).FirstOrDefault(cycle => cycle is not null);

        string? Visit(string name, List<string> path)
        {
            if (path.IndexOf(name) is var at and >= 0) { return string.Join(" -> ", path[at..].Append(name)); }
            if (done.Contains(name)) { return null; }
            path.Add(name);
            var found = uses.GetValueOrDefault(name, []).Order(StringComparer.Ordinal).Select(used => Visit(used, path)).FirstOrDefault(cycle => cycle is not null);
            path.RemoveAt(path.Count - 1);
            done.Add(name);
            return found;
        }
    }

    static string FolderOf(string root, string path) =>
        Path.GetRelativePath(root, Path.GetDirectoryName(path)!) is var relative and not "." ? relative.Replace(Path.DirectorySeparatorChar, '.') : Root;

    [GeneratedRegex(@"^using (?<name>[\w.]+);", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Directive();

    [GeneratedRegex("//.*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();
}
