using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
        { "Maintenance", [""], ["ParquetSharp"] },
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

    // Only upkeep deletes; the function's role has no permission for it either.
    [Fact]
    public void LambdasPackage_DeletesNothingInS3()
    {
        string[] function = ["", "Core", "Flattening", "Lake", "Lambda", "Parquet"];
        var deletions = ShippingAssemblies.All.ToDictionary(ShippingAssemblies.ShortName, DeletionsOf, StringComparer.Ordinal);

        function.SelectMany(package => deletions[package]).ShouldBeEmpty();
        // The check finds them where they are.
        deletions["Maintenance"].ShouldContain("IAmazonS3.DeleteObjectsAsync");
    }

    /// <summary>Returns the members of the SDK for S3 that delete and that an assembly refers to.</summary>
    static IReadOnlyList<string> DeletionsOf(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), Name: metadata.GetString(member.Name)))
                .Where(member => metadata.GetString(member.Type.Namespace).StartsWith("Amazon.S3", StringComparison.Ordinal))
                .Select(member => $"{metadata.GetString(member.Type.Name)}.{member.Name}")
                .Where(name => name.Contains("Delete", StringComparison.Ordinal)),
        ];
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
