using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>The answer of <c>EXPLAIN (TYPE IO)</c>: the tables that a statement reads.</summary>
static class PlanInputs
{
    internal static List<IReadOnlyList<string?>> Lines(IEnumerable<CatalogTable> tables) =>
        [.. Json(tables).Split('\n').Select(line => (IReadOnlyList<string?>)[line])];

    static string Json(IEnumerable<CatalogTable> tables)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("inputTableColumnInfos");
            foreach (var (database, name) in tables.Select(NameOf))
            {
                json.WriteStartObject();
                json.WriteStartObject("table");
                json.WriteString("catalog", CatalogSnapshot.DefaultCatalog);
                json.WriteStartObject("schemaTable");
                json.WriteString("schema", database);
                json.WriteString("table", name);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteStartArray("columnConstraints");
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    static (string Database, string Name) NameOf(CatalogTable table) => table switch
    {
        LakeTableDefinition lake => (lake.Source.Database, lake.Source.Name),
        OwnTable own => (own.Definition.Database, own.Definition.Name),
        _ => throw new InvalidOperationException($"The plan has a {table.GetType().Name}."),
    };
}
