using System.Text.Json;

namespace BiPipeline.Toolkit.Packages.Tests;

/// <summary>A project for one's own table, by <c>dotnet new bipipeline</c> and by <c>bipipeline init</c>: from the packages alone.</summary>
[Trait("Category", "Slow")]
[Collection(PackagesCollection.Name)]
public sealed class TemplateTests(PackageFeed feed)
{
    static readonly string[] Built = ["bin", "obj"];

    [Fact]
    public async Task Project_OfTheTemplate_PassesItsTestsAndIsWhatInitMakes()
    {
        // A table whose names need care everywhere.
        var folder = feed.NewFolder("template");
        var project = await feed.NewProjectAsync(folder, "--name", "_2024OrdersLake", "--table", "dev-2024.Orders", "--key", "orderId", "--sort-key", "line.no");

        var tests = (await CommandRun.RunAsync(project, feed.Packages, "", "dotnet", "test", "-nodeReuse:false", "--environment", "CI=false")).Succeeded();

        tests.ShouldContain("Passed:     5");
        var made = await InitAsync(folder, "--table", "dev-2024.Orders", "--keys", "orderId,line.no");
        FilesOf(project).ShouldBe(FilesOf(made));
    }

    // dotnet new derives the names by rules of its own.
    [Theory]
    [InlineData("prod-orders", "OrdersLake")]
    [InlineData("Orders.Items_v2", "OrdersItemsV2Lake")]
    [InlineData("class", "ClassLake")]
    [InlineData("orderHTTPLog-PROD", "OrderHttpLogLake")]
    [InlineData("staging_con", "ConTableLake")]
    public async Task Init_NameOfATable_MakesTheFilesOfTheTemplate(string table, string project)
    {
        var folder = feed.NewFolder($"names-{table}");

        var template = FilesOf(await feed.NewProjectAsync(folder, "--name", project, "--table", table));
        var init = FilesOf(await InitAsync(folder, "--table", table));

        // A project of dotnet new gets these from its first test run.
        init.RemoveAll(file => file.Path.StartsWith("sql/generated/", StringComparison.Ordinal)).ShouldBe(2);
        template.ShouldBe(init);
    }

    [Fact]
    public async Task Init_EveryOption_MakesTheFilesOfTheTemplate()
    {
        var folder = feed.NewFolder("options");

        var template = FilesOf(await feed.NewProjectAsync(folder, "--name", "Acme.Orders", "--table", "orders", "--key", "a.b\"c\\d[0]", "--sort-key", "Étage", "--stage", "qa2", "--region", "eu-west-1"));
        var init = FilesOf(await InitAsync(folder, "--name", "Acme.Orders", "--table", "orders", "--keys", "a.b\"c\\d[0],Étage", "--stage", "qa2", "--region", "eu-west-1"));

        init.RemoveAll(file => file.Path.StartsWith("sql/generated/", StringComparison.Ordinal)).ShouldBe(2);
        template.ShouldBe(init);
    }

    // dotnet new has no validation: what a name can't have is left out.
    [Fact]
    public async Task DotnetNew_NamesThatCanNotBe_MakesFilesThatParse()
    {
        var folder = feed.NewFolder("hostile");

        var project = await feed.NewProjectAsync(folder, "--name", "my lake & 2", "--table", "a\": b\n${c}", "--stage", "9P!", "--region", "\"\n[x]");

        var files = FilesOf(project);
        files.Select(file => file.Path).ShouldContain("src/my_lake___2/my_lake___2.csproj");
        JsonDocument.Parse(files.Single(file => file.Path.EndsWith(".schema.json", StringComparison.Ordinal)).Text).RootElement.GetProperty("table").GetString().ShouldBe("a___b___c_");
        files.Single(file => file.Path == "template.yaml").Text.ShouldContain("Description: Data lake of the DynamoDB table abc\n");
        files.Single(file => file.Path == "template.yaml").Text.ShouldContain("    Default: p\n");
        files.Single(file => file.Path == "samconfig.toml").Text.ShouldContain("\nregion = \"x\"\n");
    }

    [RequiresFact(Need.CfnLint)]
    public async Task SamTemplate_OfEachName_Lints()
    {
        string[] tables = ["prod-orders", "Orders.Items_v2", "2024-orders", new('x', 255)];
        List<string> templates = [];
        foreach (var table in tables)
        {
            var folder = feed.NewFolder($"lint-{table[..9]}");
            templates.Add(Path.Combine(await feed.NewProjectAsync(folder, "--name", "OrdersLake", "--table", table, "--region", "eu-west-1"), "template.yaml"));
        }

        (await Python.RunAsync(["-c", "import sys; from cfnlint.runner import main; sys.exit(main())", .. templates])).ShouldBe("");
    }

    // The tool as it was built, whose packages have the version of the commit and not the feed's.
    static async Task<string> InitAsync(string folder, params string[] arguments)
    {
        var path = Path.Combine(folder, "init");
        (await CommandRun.RunAsync(folder, "", "", "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "bipipeline.dll"), "init", path, .. arguments])).Succeeded();
        var props = Path.Combine(path, "Directory.Build.props");
        var text = await File.ReadAllTextAsync(props);
        var start = text.IndexOf("<BiPipelineVersion>", StringComparison.Ordinal) + "<BiPipelineVersion>".Length;
        var version = text[start..text.IndexOf('<', start)];
        version.ShouldStartWith(PackageFeed.Version);
        await File.WriteAllTextAsync(props, text.Replace(version, PackageFeed.Version, StringComparison.Ordinal));
        return path;
    }

    static List<(string Path, string Text)> FilesOf(string project) =>
    [
        .. Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(project, path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.Split('/').Any(part => Built.Contains(part)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => (file.Path, File.ReadAllText(file.Full))),
    ];
}
