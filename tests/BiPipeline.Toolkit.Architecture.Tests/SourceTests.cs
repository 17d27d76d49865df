using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>Checks habits that the compiler does not check.</summary>
public sealed partial class SourceTests
{
    const int MaxLines = 500;
    const int MaxWidth = 140;

    static IEnumerable<(string Path, string Text)> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
        .Select(path => (Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path)));

    [Fact]
    public void Files_StayShort() =>
        Sources("src").Where(source => source.Text.Count(character => character == '\n') > MaxLines).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Lines_FitAScreen() =>
        Sources("src", "samples", "benchmarks")
            .Where(source => !source.Path.Contains("/tests/", StringComparison.Ordinal))
            .SelectMany(source => source.Text.Split('\n').Index()
                .Where(line => line.Item.Length > MaxWidth)
                .Select(line => $"{source.Path}:{line.Index + 1} has {line.Item.Length} characters"))
            .ShouldBeEmpty();

    [Fact]
    public void RawMemory_IsUsedOnlyInKernels() =>
        Sources("src").Where(source => !source.Path.Contains("/Kernels/", StringComparison.Ordinal) && !source.Path.Contains("/DuckDb/", StringComparison.Ordinal))
            .Where(source => RawMemory().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void LakeLayout_IsDefinedOnlyOnce() =>
        Sources("src").Where(source => source.Path != "src/BiPipeline.Toolkit.Core/Layout/LakeLayout.cs")
            .SelectMany(source => source.Text.Split('\n').Index()
                .Where(line => LayoutText().IsMatch(Comment().Replace(line.Item, "")))
                .Select(line => $"{source.Path}:{line.Index + 1} spells {LayoutText().Match(line.Item).Value}"))
            .ShouldBeEmpty();

    [Fact]
    public void NothingIsLeftForLater() =>
        Sources("src", "tests", "samples", "benchmarks").Where(source => source.Path != "tests/BiPipeline.Toolkit.Architecture.Tests/SourceTests.cs")
            .Where(source => Unfinished().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Version_HasItsSectionInTheChangeLog()
    {
        var version = MinorVersion().Match(File.ReadAllText(Repository.PathOf("Directory.Build.props"))).Groups["version"].Value;

        File.ReadAllText(Repository.PathOf("CHANGELOG.md")).ShouldContain($"\n## {version}.");
    }

    [GeneratedRegex(@"\bMemoryMarshal\.(?!TryGetArray)|\bUnsafe\.(?!SizeOf)|\bunsafe\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RawMemory();

    [GeneratedRegex(@"\b(raw|processed|quarantine)/|\bdt=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LayoutText();

    [GeneratedRegex(@"(^|\s)//.*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b|#pragma warning disable|#region", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex("<MinVerMinimumMajorMinor>(?<version>[^<]+)</MinVerMinimumMajorMinor>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MinorVersion();
}
