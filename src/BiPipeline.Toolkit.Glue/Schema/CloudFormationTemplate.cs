using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Glue;

/// <summary>Writes a catalog as a CloudFormation template, with database and location as parameters.</summary>
static class CloudFormationTemplate
{
    const string DatabaseParameter = "DatabaseName";
    const string LocationParameter = "LakeLocation";
    const string DatabaseResource = "LakeDatabase";

    static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string ToYaml(LakeCatalog catalog) => YamlText.Write(Build(catalog));

    internal static string ToJson(LakeCatalog catalog)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented)) { Build(catalog).WriteTo(json); }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    static JsonObject Build(LakeCatalog catalog)
    {
        var resources = new JsonObject
        {
            [DatabaseResource] = Resource("AWS::Glue::Database", new JsonObject
            {
                ["CatalogId"] = Reference("AWS::AccountId"),
                ["DatabaseInput"] = new JsonObject
                {
                    ["Name"] = Reference(DatabaseParameter),
                    ["Description"] = Located(catalog, catalog.Database.Description!),
                },
            }),
        };
        foreach (var table in catalog.Tables)
        {
            resources[LogicalId(resources, table.Name)] = Resource("AWS::Glue::Table", new JsonObject
            {
                ["CatalogId"] = Reference("AWS::AccountId"),
                ["DatabaseName"] = Reference(DatabaseResource),
                ["TableInput"] = TableInput(catalog, table),
            });
        }
        return new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Description"] = "Glue catalog that bipipeline glue ddl generated from the schema file. Change the schema file instead.",
            ["Parameters"] = new JsonObject
            {
                [DatabaseParameter] = new JsonObject
                {
                    ["Type"] = "String",
                    ["Default"] = catalog.Database.Name,
                    ["AllowedPattern"] = "[a-z0-9_]{1,255}",
                },
                [LocationParameter] = new JsonObject
                {
                    ["Type"] = "String",
                    ["Default"] = catalog.Location,
                    ["Description"] = "The lake's root, without a trailing slash",
                },
            },
            ["Resources"] = resources,
        };
    }

    static JsonNode TableInput(LakeCatalog catalog, GlueTableInput table)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) { GlueJson.Write(json, table); }
        var input = JsonNode.Parse(stream.ToArray())!;
        var storage = input["StorageDescriptor"]!;
        storage["Location"] = Located(catalog, table.Storage.Location!);
        if (table.Parameters.TryGetValue("storage.location.template", out var template))
        {
            input["Parameters"]!["storage.location.template"] = Located(catalog, template);
        }
        return input;
    }

    // Fn::Sub replaces ${…}; ${!…} is the literal form for Athena.
    static JsonObject Located(LakeCatalog catalog, string text) => new()
    {
        ["Fn::Sub"] = text
            .Replace("${", "${!", StringComparison.Ordinal)
            .Replace(catalog.Location, $"${{{LocationParameter}}}", StringComparison.Ordinal),
    };

    static JsonObject Reference(string name) => new() { ["Ref"] = name };

    static JsonObject Resource(string type, JsonObject properties) => new() { ["Type"] = type, ["Properties"] = properties };

    // Logical ids have only letters and digits, so two names may give the same id.
    static string LogicalId(JsonObject resources, string table)
    {
        var words = table.Split('_', StringSplitOptions.RemoveEmptyEntries);
        var id = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Table";
        var unique = id;
        for (var number = 2; resources.ContainsKey(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{id}{number}");
        }
        return unique;
    }
}
