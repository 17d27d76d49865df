namespace BiPipeline.Toolkit.Packages.Tests;

/// <summary>Checks the content of the packages, and that users can use them without the repository.</summary>
[Trait("Category", "Slow")]
[Collection(PackagesCollection.Name)]
public sealed class PackageTests(PackageFeed feed)
{
    const string Event = """{"Records":[{"eventID":"e1","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1795338376,"Keys":{"orderId":{"S":"a"}},"NewImage":{"orderId":{"S":"a"},"amount":{"N":"12.5"}},"SequenceNumber":"1"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}]}""";

    const string Templates = "BiPipeline.Toolkit.Templates";

    static readonly string[] CommonTags = ["dynamodb", "dynamodb-streams", "cdc", "etl", "streams", "data-lake", "bi"];

    static readonly string[] Family = ["BiPipeline.Toolkit", "BiPipeline.Toolkit.Core", "BiPipeline.Toolkit.Flattening", "BiPipeline.Toolkit.Lake", "BiPipeline.Toolkit.Maintenance", "BiPipeline.Toolkit.Parquet"];

    // The design's dependencies in the form of a nuspec.
    public static TheoryData<string, string[]> Dependencies => new()
    {
        { "BiPipeline.Toolkit.Core", [] },
        { "BiPipeline.Toolkit.Flattening", ["BiPipeline.Toolkit.Core", "System.IO.Hashing"] },
        { "BiPipeline.Toolkit.Parquet", ["BiPipeline.Toolkit.Core", "System.IO.Hashing"] },
        { "BiPipeline.Toolkit.Lake", ["AWSSDK.S3", "BiPipeline.Toolkit.Core"] },
        { "BiPipeline.Toolkit.Glue", ["AWSSDK.Core", "BiPipeline.Toolkit.Core"] },
        { "BiPipeline.Toolkit.Athena", ["AWSSDK.Core", "BiPipeline.Toolkit.Core", "BiPipeline.Toolkit.Glue"] },
        { "BiPipeline.Toolkit.DynamoDb", ["AWSSDK.DynamoDBv2", "BiPipeline.Toolkit.Core"] },
        { "BiPipeline.Toolkit", ["BiPipeline.Toolkit.Flattening", "BiPipeline.Toolkit.Lake", "BiPipeline.Toolkit.Parquet", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"] },
        { "BiPipeline.Toolkit.Lambda", ["BiPipeline.Toolkit"] },
        { "BiPipeline.Toolkit.Maintenance", ["BiPipeline.Toolkit", "ParquetSharp"] },
        { "BiPipeline.Toolkit.AthenaSql", [] },
        { "BiPipeline.Toolkit.LocalAthena", ["BiPipeline.Toolkit.Athena", "BiPipeline.Toolkit.AthenaSql", "BiPipeline.Toolkit.Core", "BiPipeline.Toolkit.Glue", "BiPipeline.Toolkit.Lake", "DuckDB.NET.Bindings.Full"] },
        { "BiPipeline.Toolkit.Cli", [] },
        { Templates, [] },
    };

    [Fact]
    public void Feed_EveryPackage_HasItsSymbols()
    {
        feed.Files.Keys.Order(StringComparer.Ordinal).ShouldBe(Dependencies.Select(row => (string)row[0]).Order(StringComparer.Ordinal));
        // The templates have no code.
        feed.Files.Where(package => package.Key != Templates).ShouldAllBe(package => File.Exists(Path.ChangeExtension(package.Value, ".snupkg")));
    }

    [Theory]
    [MemberData(nameof(Dependencies))]
    public void Package_OfEach_HasMetadataAndExactDependencies(string package, string[] dependencies)
    {
        var metadata = PackageFeed.Metadata(feed.Files[package]);
        string? Text(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal).ShouldBe(dependencies);
        (Text("license"), Text("readme"), Text("icon")).ShouldBe(("MIT", "README.md", "icon.png"));
        Text("description").ShouldNotBeNullOrWhiteSpace();
        (Text("title"), Text("projectUrl"), Text("releaseNotes")).ShouldBe((Text("title"), PackageFeed.RepositoryUrl, $"{PackageFeed.RepositoryUrl}/blob/main/CHANGELOG.md"));
        Text("title")!.ShouldStartWith($"{package}: ");
        var tags = Text("tags")!.Split(' ');
        CommonTags.ShouldAllBe(tag => tags.Contains(tag));
        tags.Length.ShouldBeGreaterThan(CommonTags.Length);
        tags.ShouldBeUnique();
        var repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        (repository.Attribute("type")!.Value, repository.Attribute("url")!.Value, repository.Attribute("commit")!.Value.Length).ShouldBe(("git", PackageFeed.RepositoryUrl, 40));
        var entries = PackageFeed.Entries(feed.Files[package]);
        // A library's package refers to DuckDB's; the tool must contain it for every platform.
        entries.Where(entry => entry.EndsWith("/native/libduckdb.so", StringComparison.Ordinal)).Select(entry => entry.Split('/')[^3]).ShouldBe(package == "BiPipeline.Toolkit.Cli" ? ["linux-arm64", "linux-x64"] : [], ignoreOrder: true);
        entries.ShouldContain("README.md");
        entries.ShouldContain("icon.png");
        entries.ShouldContain("LICENSE");
        if (package is not ("BiPipeline.Toolkit.Cli" or Templates)) { entries.Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)).ShouldBe([$"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"]); }
    }

    // Friends use each other's internals, which change without notice.
    [Theory]
    [MemberData(nameof(Dependencies))]
    public void Package_OfTheFamily_DependsOnItsOwnVersion(string package, string[] dependencies)
    {
        var ours = dependencies.Where(id => id.StartsWith("BiPipeline.", StringComparison.Ordinal));
        PackageFeed.Metadata(feed.Files[package]).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Where(element => ours.Contains(element.Attribute("id")!.Value))
            .ShouldAllBe(element => element.Attribute("version")!.Value == Wanted(package, element.Attribute("id")!.Value));
    }

    static string Wanted(string package, string dependency) =>
        Family.Contains(package) || dependency == "BiPipeline.Toolkit.AthenaSql" ? $"[{PackageFeed.Version}]" : PackageFeed.Version;

    [Fact]
    public async Task Consumer_OfTheLambdasPackageAlone_HandlesAnEventTrimmed()
    {
        var folder = feed.NewFolder("consumer");
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests", "BiPipeline.Toolkit.Packages.Tests", "Consumer"))) { File.Copy(file, Path.Combine(folder, Path.GetFileName(file))); }
        (await File.ReadAllLinesAsync(Path.Combine(folder, "Program.cs"))).Length.ShouldBeLessThan(25);

        // Its warnings are errors, including the trimmer's.
        (await CommandRun.RunAsync(folder, feed.Packages, "", "dotnet", "publish", "--use-current-runtime", "--output", "published", $"-p:ToolkitVersion={PackageFeed.Version}", "-nodeReuse:false")).Succeeded();
        var answer = (await CommandRun.RunAsync(folder, feed.Packages, Event, Path.Combine(folder, "published", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"), "lake")).Succeeded();

        answer.ShouldBe("""{"batchItemFailures":[]}""");
        Directory.EnumerateFiles(Path.Combine(folder, "lake"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .ShouldBe(["lake/processed/orders/dt=2026-11-22", "lake/raw/orders/dt=2026-11-22", "lake/schemas/orders", "lake/schemas/orders"]);
        Directory.EnumerateFiles(Path.Combine(folder, "published"), "BiPipeline.Toolkit*.dll").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .ShouldBe(["BiPipeline.Toolkit", "BiPipeline.Toolkit.Core", "BiPipeline.Toolkit.Flattening", "BiPipeline.Toolkit.Lake", "BiPipeline.Toolkit.Parquet"]);
    }

    [Fact]
    public async Task Tool_InstalledFromTheFeed_Flattens()
    {
        var folder = feed.NewFolder("tool");
        (await CommandRun.RunAsync(folder, feed.Packages, "", "dotnet", "tool", "install", "BiPipeline.Toolkit.Cli", "--version", PackageFeed.Version, "--tool-path", "tools")).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(folder, "event.json"), Event);
        var tool = Path.Combine(folder, "tools", OperatingSystem.IsWindows() ? "bipipeline.exe" : "bipipeline");

        (await CommandRun.RunAsync(folder, feed.Packages, "", tool, "schema", "infer", "event.json", "--table", "orders", "--out", "orders.schema.json")).Succeeded();
        var flattened = (await CommandRun.RunAsync(folder, feed.Packages, "", tool, "flatten", "event.json", "--schema", "orders.schema.json", "--lake", "lake", "--json")).Succeeded();

        flattened.TrimEnd().Split('\n')[^1].ShouldStartWith("""{"records":1,"rows":1,""");
    }
}
