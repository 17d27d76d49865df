using System.Xml.Linq;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>Checks the allowed dependencies. A new one is a design decision and needs a record in docs/decisions.</summary>
public sealed class DependencyTests
{
    public static TheoryData<string, string[], string[]> Arrows => new()
    {
        { "Core", [], [] },
        { "Flattening", ["Core"], ["System.IO.Hashing"] },
        { "Parquet", ["Core"], ["System.IO.Hashing"] },
        { "Lake", ["Core"], ["AWSSDK.S3"] },
        { "Glue", ["Core"], ["AWSSDK.Core"] },
        { "Athena", ["Core", "Glue"], ["AWSSDK.Core"] },
        { "DynamoDb", ["Core"], ["AWSSDK.DynamoDBv2"] },
        { "", ["Flattening", "Lake", "Parquet"], ["Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"] },
        { "Lambda", [""], [] },
        { "Maintenance", [""], [] },
        { "AthenaSql", [], [] },
        { "LocalAthena", ["Athena", "AthenaSql", "Core", "Glue", "Lake"], ["DuckDB.NET.Bindings.Full"] },
        { "Templates", [], [] },
        { "Cli", ["", "Athena", "Core", "DynamoDb", "Flattening", "Glue", "Lake", "LocalAthena", "Maintenance", "Parquet"], ["Spectre.Console", "System.CommandLine"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Package_DependsOnExactly(string package, string[] projects, string[] packages)
    {
        ProjectFile.Shipping[package].Projects.ShouldBe(projects);
        ProjectFile.Shipping[package].Packages.ShouldBe(packages);
    }

    [Fact]
    public void EveryPackage_IsListed() =>
        ProjectFile.Shipping.Keys.Order(StringComparer.Ordinal).ShouldBe(Arrows.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void LambdasPackage_DoesNotReachDeployTimePackages()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        Reach("Lambda");

        reached.Order(StringComparer.Ordinal).ShouldBe(["", "Core", "Flattening", "Lake", "Lambda", "Parquet"]);

        void Reach(string package)
        {
            if (!reached.Add(package)) { return; }
            foreach (var project in ProjectFile.Shipping[package].Projects) { Reach(project); }
        }
    }

    // What a project of the template restores is what the repository's own tests run with.
    [Fact]
    public void Template_VersionsOfPackages_AreTheRepositorys()
    {
        var ours = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value, StringComparer.Ordinal);
        var named = Directory.EnumerateFiles(Repository.PathOf("src", "BiPipeline.Toolkit.Templates", "content"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(path => XDocument.Load(path).Descendants("PackageReference"))
            .Select(item => (Package: item.Attribute("Include")!.Value, Version: item.Attribute("Version")!.Value))
            .ToArray();

        named.Where(item => item.Package.StartsWith("BiPipeline.", StringComparison.Ordinal)).ShouldAllBe(item => item.Version == "$(BiPipelineVersion)");
        var others = named.Where(item => !item.Package.StartsWith("BiPipeline.", StringComparison.Ordinal)).ToArray();
        others.Length.ShouldBe(3);
        others.ShouldAllBe(item => item.Version == ours[item.Package]);
    }

    [Fact]
    public void Versions_AreNeverFloating() =>
        File.ReadAllText(Repository.PathOf("Directory.Packages.props")).ShouldNotContain("*\" />");
}
