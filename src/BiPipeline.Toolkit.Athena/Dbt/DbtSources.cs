using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The tables, latest tables and generated views of schemas as dbt sources: columns with their types, freshness on <c>_event_time</c>, and
/// keys that are unique where one row is an item. For dbt 1.10 and later.
/// </summary>
public static class DbtSources
{
    const int WarnHours = 24;

    static readonly (string Name, string Type)[] Times = [(HistoryView.ValidFrom, "timestamp"), (HistoryView.ValidTo, "timestamp")];

    /// <summary>Returns <c>sources.yml</c>.</summary>
    /// <param name="schemas">The schemas.</param>
    /// <param name="database">The Glue database, which dbt calls a schema.</param>
    public static string ToYaml(IReadOnlyList<TableSchema> schemas, string database)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        return YamlText.Write(new()
        {
            ["version"] = 2,
            ["sources"] = new JsonArray(new JsonObject
            {
                ["name"] = database,
                ["database"] = "awsdatacatalog",
                ["schema"] = database,
                ["tables"] = new JsonArray([.. schemas.SelectMany(Tables)]),
            }),
        });
    }

    static IEnumerable<JsonNode> Tables(TableSchema schema)
    {
        var parent = schema.GetParentTable();
        yield return Table(parent, parent.Name, "Changes as they arrived, repeated deliveries included. Read the views.", isUnique: false);
        yield return Table(parent, $"{parent.Name}_events", "One row per change.", isUnique: false);
        yield return Table(parent, $"{parent.Name}_current", "Items as they are now.", isUnique: true);
        yield return Table(parent, $"{parent.Name}_history", "Versions of items, from valid_from until valid_to.", isUnique: false, Times);
        if (schema.Latest is not null)
        {
            yield return Table(parent, $"{parent.Name}_latest", "Items as they are now, deleted ones included (_deleted).", isUnique: true);
        }
        foreach (var child in schema.GetChildTables())
        {
            yield return Table(child, child.Name, "List elements of changes as they arrived. Read the view.", isUnique: false);
            yield return Table(child, $"{child.Name}_current", "List elements of items as they are now.", isUnique: false);
        }
    }

    static JsonObject Table(LakeTable table, string name, string description, bool isUnique, params (string Name, string Type)[] more)
    {
        var result = new JsonObject
        {
            ["name"] = name,
            ["description"] = description,
            ["config"] = new JsonObject
            {
                ["loaded_at_field"] = EnvelopeColumns.EventTime,
                ["freshness"] = new JsonObject { ["warn_after"] = new JsonObject { ["count"] = WarnHours, ["period"] = "hour" } },
            },
        };
        if (isUnique && table.KeyNames.Count > 1)
        {
            // dbt's own test takes any expression.
            var keys = string.Join(", ", table.KeyNames.Select(key => $"\"{key}\""));
            result["data_tests"] = new JsonArray(new JsonObject
            {
                ["unique"] = new JsonObject { ["arguments"] = new JsonObject { ["column_name"] = $"row({keys})" } },
            });
        }
        var columns = table.Columns.Select(column => (column.Name, Type: column.Type.ToString(), column.Comment))
            .Concat(table.Partitions.Select(partition => (partition.Name, Type: "string", Comment: (string?)null)))
            .Concat(more.Select(column => (column.Name, column.Type, Comment: (string?)null)));
        result["columns"] = new JsonArray([.. columns.Select(column => Column(column.Name, column.Type, column.Comment, table, isUnique))]);
        return result;
    }

    static JsonObject Column(string name, string type, string? comment, LakeTable table, bool isUnique)
    {
        var column = new JsonObject { ["name"] = name, ["data_type"] = type };
        if (comment is not null) { column["description"] = comment; }
        if (!table.KeyNames.Contains(name, StringComparer.Ordinal)) { return column; }
        column["data_tests"] = isUnique && table.KeyNames.Count == 1 ? new JsonArray("unique", "not_null") : new JsonArray("not_null");
        return column;
    }
}
