using System.Reflection;
using System.Xml.Linq;

namespace BiPipeline.Toolkit.Glue.Tests.Client;

public sealed class AwsSdkSetTests
{
    /// <summary>A direct reference to AWSSDK.Core lets NuGet silently restore a version for which its packages were not built.</summary>
    [Fact]
    public void Versions_OfTheSdksPackages_AreOneSet()
    {
        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Where(package => package.Attribute("Include")!.Value.StartsWith("AWSSDK.", StringComparison.Ordinal))
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value, StringComparer.Ordinal);
        var root = typeof(AwsSdkSetTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "NuGetPackageRoot").Value!;

        var core = Version.Parse(versions["AWSSDK.Core"]);
        var restored = versions.Where(package => package.Key != "AWSSDK.Core" && File.Exists(Nuspec(package.Key, package.Value))).ToArray();

        restored.Length.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var (name, version) in restored)
        {
            var range = XDocument.Load(Nuspec(name, version)).Descendants().First(element => element.Name.LocalName == "dependency" && element.Attribute("id")!.Value == "AWSSDK.Core").Attribute("version")!.Value;
            var bounds = range.Trim('[', ']', '(', ')').Split(',');
            core.ShouldBeGreaterThanOrEqualTo(Version.Parse(bounds[0].Trim()), $"{name} {version} needs AWSSDK.Core {range}");
            if (bounds.Length > 1) { core.ShouldBeLessThan(new Version(bounds[1].Trim().Contains('.', StringComparison.Ordinal) ? bounds[1].Trim() : bounds[1].Trim() + ".0"), $"{name} {version} needs AWSSDK.Core {range}"); }
        }

        [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "NuGet's folders are lower case.")]
        string Nuspec(string name, string version) => Path.Combine(root, name.ToLowerInvariant(), version, name.ToLowerInvariant() + ".nuspec");
    }
}
