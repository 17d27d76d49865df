using System.Text;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Docs.Tests.Schema;

/// <summary>Writes the reference of the schema file from the JSON Schema's words.</summary>
static class SchemaFilePage
{
    static readonly string[] Objects = ["column", "partition", "source", "entity", "policy", "child", "latest"];

    internal static string Members(JsonNode schema)
    {
        var page = new StringBuilder().Append("### The table\n\n").Append(Table(schema, schema["properties"]!.AsObject(), Required(schema)));
        foreach (var name in Objects)
        {
            var definition = schema["definitions"]![name]!;
            page.Append("\n### ").Append(Title(name)).Append("\n\n").Append(Text(definition)).Append("\n\n").Append(Table(schema, definition["properties"]!.AsObject(), Required(definition)));
        }
        page.Append("\n### Names, paths and types\n\n| | |\n|---|---|\n");
        foreach (var name in new[] { "name", "columnName", "path", "type" })
        {
            page.Append("| ").Append(name == "columnName" ? "column name" : name).Append(" | ").Append(Cell(Text(schema["definitions"]![name]!))).Append(" |\n");
        }
        return page.ToString();
    }

    internal static string LeftToTheReader() => string.Concat(SchemaFiles.RefusedByTheReaderOnly.Keys.Select(rule => $"- {rule}\n"));

    static string Table(JsonNode schema, JsonObject members, HashSet<string> required)
    {
        var table = new StringBuilder("| member | is | default | what it says |\n|---|---|---|---|\n");
        foreach (var (name, member) in members)
        {
            table.Append("| `").Append(name).Append("` | ").Append(Cell(Kind(schema, member!))).Append(" | ").Append(Default(member!, required.Contains(name))).Append(" | ").Append(Cell(Text(member!))).Append(" |\n");
        }
        return table.ToString();
    }

    static string Kind(JsonNode schema, JsonNode member)
    {
        if (member["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>().Split('/')[^1];
            return name switch
            {
                "columns" => "array of [columns](#columns)",
                "columnName" => "column name",
                _ when Objects.Contains(name) => $"[{name}](#{Title(name).ToLowerInvariant()})",
                _ => name,
            };
        }
        if (member["enum"] is JsonArray words) { return string.Join(", ", words.Select(word => $"`{word}`")); }
        return member["type"]!.GetValue<string>() switch
        {
            "string" => "text",
            "integer" => $"whole number, {member["minimum"]} or more",
            "object" => "object of texts",
            "array" => $"array of {Plural(schema, member["items"]!)}{Count(member)}",
            var type => type,
        };
    }

    static string Plural(JsonNode schema, JsonNode items) => Kind(schema, items) switch
    {
        "text" => "texts",
        "column name" => "column names",
        var link when link.StartsWith('[') => $"[{Title(link[1..link.IndexOf(']', StringComparison.Ordinal)]).ToLowerInvariant()}]{link[link.IndexOf('(', StringComparison.Ordinal)..]}",
        var kind => kind,
    };

    static string Count(JsonNode array) => (array["minItems"], array["maxItems"]) switch
    {
        (null, null) => "",
        ({ } least, null) => $", {least} or more",
        (null, { } most) => $", at most {most}",
        ({ } least, { } most) => $", {least} to {most}",
    };

    static string Default(JsonNode member, bool required) => (required, member["default"]) switch
    {
        (true, _) => "required",
        (_, JsonArray) => "none",
        (_, { } value) => $"`{value}`",
        _ => "",
    };

    static HashSet<string> Required(JsonNode definition) => [.. (definition["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())];

    static string Title(string name) => name switch
    {
        "source" => "Source",
        "entity" => "Entity",
        "policy" => "Policies",
        "child" => "Children",
        "latest" => "Latest",
        _ => char.ToUpperInvariant(name[0]) + name[1..] + "s",
    };

    static string Text(JsonNode node) => node["description"]!.GetValue<string>();

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
