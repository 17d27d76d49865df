namespace BiPipeline.Toolkit.Docs.Tests.Markdown;

public sealed class LinkTests
{
    [Fact]
    public void Links_WithinTheRepository_LeadSomewhere()
    {
        MarkdownPage.All.Count.ShouldBeGreaterThan(20);
        List<string> broken = [];
        var links = 0;
        foreach (var page in MarkdownPage.All)
        {
            foreach (var link in page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal)))
            {
                links++;
                var parts = link.Split('#', 2);
                var target = parts[0].Length == 0 ? page.Path : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.PathOf(page.Path), "..", Uri.UnescapeDataString(parts[0]))));
                var path = Repository.PathOf(target);
                var leads = File.Exists(path) || Directory.Exists(path);
                if (leads && parts.Length == 2) { leads = MarkdownPage.Read(target).Anchors.Contains(parts[1]); }
                if (!leads) { broken.Add($"{page.Path} → {link}"); }
            }
        }

        links.ShouldBeGreaterThan(30);
        broken.ShouldBeEmpty();
    }

    /// <summary>A page that no index names is not found; the site's contents name it too.</summary>
    [Fact]
    public void Pages_OfDocs_AreInTheIndexAndInTheSite()
    {
        var index = MarkdownPage.Read("docs/README.md").Links.Concat(MarkdownPage.Read("docs/decisions/README.md").Links.Select(link => $"decisions/{link}")).ToHashSet(StringComparer.Ordinal);
        var contents = File.ReadAllText(Repository.PathOf("docs/toc.yml"));
        string[] pages = [.. MarkdownPage.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/README.md").Select(path => path["docs/".Length..])];

        pages.Length.ShouldBeGreaterThan(30);
        pages.Where(page => !index.Contains(page)).ShouldBeEmpty();
        pages.Where(page => (!page.StartsWith("decisions/", StringComparison.Ordinal) || page == "decisions/README.md") && !contents.Contains($"href: {page}\n", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Json_SchemaFiles_CanBeRead()
    {
        var schemas = MarkdownPage.All.SelectMany(page => page.Blocks).Where(block => block.Language == "json" && block.Text.Contains("\"columns\"", StringComparison.Ordinal)).ToArray();

        schemas.Length.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var schema in schemas) { TableSchema.Parse(schema.Text).Columns.ShouldNotBeEmpty(); }
    }
}
