using System.Xml.Linq;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>The dependencies of a shipped project.</summary>
sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    const string Prefix = "BiPipeline.Toolkit";

    /// <summary>Every project below src by its short name: Core, Flattening, …; empty text for the pipeline's own.</summary>
    internal static IReadOnlyDictionary<string, ProjectFile> Shipping { get; } = Directory
        .EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
        // Projects inside of the template are its content.
        .Where(path => !path.Replace('\\', '/').Contains("/content/", StringComparison.Ordinal))
        .Select(Read)
        .ToDictionary(project => project.Name, StringComparer.Ordinal);

    static ProjectFile Read(string path)
    {
        var project = XDocument.Load(path);
        string[] Includes(string element) => [.. project.Descendants(element).Select(item => item.Attribute("Include")!.Value).Order(StringComparer.Ordinal)];
        return new(
            Short(path),
            [.. Includes("ProjectReference").Select(Short).Order(StringComparer.Ordinal)],
            Includes("PackageReference"));
    }

    static string Short(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
        return name == Prefix ? "" : name[(Prefix.Length + 1)..];
    }
}
