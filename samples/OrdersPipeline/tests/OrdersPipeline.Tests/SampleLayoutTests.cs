namespace OrdersPipeline.Tests;

public sealed class SampleLayoutTests
{
    [Fact]
    public void Above_TheTestsFolder_FindsTheRepository()
    {
        var layout = SampleLayout.Above(AppContext.BaseDirectory);

        layout.Root.ShouldBe(Path.TrimEndingDirectorySeparator(Repository.Root));
        new[] { layout.SchemaFile, layout.ViewsFile, layout.CatalogFile }.ShouldAllBe(file => File.Exists(file));
        Directory.Exists(layout.Data).ShouldBeTrue();
    }

    [Fact]
    public void Above_AFolderOutside_NamesTheFix()
    {
        using var folder = new TemporaryDirectory();

        Should.Throw<DirectoryNotFoundException>(() => SampleLayout.Above(folder.FullPath)).Message.ShouldEndWith("has BiPipeline.Toolkit.sln; expected the repository. Run the sample from a clone.");
    }
}
