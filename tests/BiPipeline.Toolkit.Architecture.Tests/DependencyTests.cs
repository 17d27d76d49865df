namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>Who may know whom. An arrow that is not here is a design decision and needs a record in docs/decisions.</summary>
public sealed class DependencyTests
{
    public static TheoryData<string, string[], string[]> Arrows => new()
    {
        { "Core", [], [] },
        { "Flattening", ["Core"], [] },
        { "Parquet", ["Core"], ["System.IO.Hashing"] },
        { "Lake", ["Core"], ["AWSSDK.S3"] },
        { "Glue", ["Core"], ["AWSSDK.Core"] },
        { "Athena", ["Core", "Glue"], ["AWSSDK.Core"] },
        { "DynamoDb", ["Core"], ["AWSSDK.DynamoDBv2"] },
        { "", ["Flattening", "Lake", "Parquet"], ["Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"] },
        { "Lambda", [""], [] },
        { "LocalAthena", ["Athena", "Core", "Glue", "Lake"], ["DuckDB.NET.Bindings.Full"] },
        { "Cli", ["", "Athena", "Core", "Flattening", "Glue", "Lake", "LocalAthena", "Parquet"], ["Spectre.Console", "System.CommandLine"] },
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

    [Fact]
    public void Versions_AreNeverFloating() =>
        File.ReadAllText(Repository.PathOf("Directory.Packages.props")).ShouldNotContain("*\" />");
}
