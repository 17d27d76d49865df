using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Docs.Tests.Markdown;

namespace BiPipeline.Toolkit.Docs.Tests.Schema;

public sealed class SchemaFilePageTests
{
    [Fact]
    public void SchemaFilePage_Members_MatchTheJsonSchema()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf(SchemaFiles.JsonSchema)))!;

        PageRegion.Match("docs/schema-file.md", ("members", SchemaFilePage.Members(schema)), ("reader", SchemaFilePage.LeftToTheReader()));
    }
}
