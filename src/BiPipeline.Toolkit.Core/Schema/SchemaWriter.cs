using System.Text.Encodings.Web;
using System.Text.Json;

namespace BiPipeline.Toolkit;

/// <summary>Writes a schema as the JSON of a schema file, with members in a fixed order and without defaults.</summary>
static class SchemaWriter
{
    internal static string Write(TableSchema schema, bool indented)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            Write(json, schema);
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    static void Write(Utf8JsonWriter json, TableSchema schema)
    {
        json.WriteStartObject();
        json.WriteString("table", schema.Table);
        json.WriteNumber("version", schema.Version);
        if (schema.Source is { } source) { WriteSource(json, source); }
        WriteTexts(json, "keys", schema.Keys);
        WriteColumns(json, schema.Columns);
        if (schema.Partitions.Count > 0) { WritePartitions(json, schema.Partitions); }
        if (schema.Unknown is { } unknown) { json.WriteString("unknown", SchemaWords.Of(unknown)); }
        if (schema.Order != RecordOrder.Sequence) { json.WriteString("order", SchemaWords.Of(schema.Order)); }
        if (schema.Entity is { } entity)
        {
            json.WritePropertyName("entity");
            WriteEntity(json, entity);
        }
        if (schema.Ignored.Count > 0) { WriteIgnored(json, schema.Ignored); }
        if (schema.Policies.Count > 0) { WritePolicies(json, schema.Policies); }
        if (schema.Children.Count > 0) { WriteChildren(json, schema.Children); }
        if (schema.Latest is { } latest) { WriteLatest(json, latest); }
        json.WriteEndObject();
    }

    static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<SchemaColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("path", column.Path.ToString());
            json.WriteString("type", column.Type.ToString());
            if (column.Unit != TimeUnit.None) { json.WriteString("unit", SchemaWords.Of(column.Unit)); }
            if (column.Fields.Count > 0)
            {
                json.WriteStartObject("fields");
                foreach (var (field, member) in column.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    json.WriteString(field, member);
                }
                json.WriteEndObject();
            }
            if (column.Coerce) { json.WriteBoolean("coerce", true); }
            if (column.Comment is { } comment) { json.WriteString("comment", comment); }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WritePartitions(Utf8JsonWriter json, IReadOnlyList<PartitionField> partitions)
    {
        json.WriteStartArray("partitions");
        foreach (var partition in partitions)
        {
            json.WriteStartObject();
            json.WriteString("name", partition.Name);
            json.WriteString("source", partition.Source);
            json.WriteString("transform", SchemaWords.Of(partition.Transform));
            if (partition.Transform == PartitionTransform.Identity) { WriteTexts(json, "values", partition.Values); }
            else
            {
                json.WriteString("from", partition.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                if (partition.Ahead != 1) { json.WriteNumber("ahead", partition.Ahead); }
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteEntity(Utf8JsonWriter json, EntityFilter entity)
    {
        json.WriteStartObject();
        json.WriteString(entity.Prefix is null ? "attribute" : "key", entity.Attribute);
        if (entity.Prefix is null) { json.WriteString("equals", entity.Value); }
        else { json.WriteString("prefix", entity.Prefix); }
        json.WriteEndObject();
    }

    static void WriteSource(Utf8JsonWriter json, TableSource source)
    {
        json.WriteStartObject("source");
        if (source.Table is { } table) { json.WriteString("table", table); }
        if (source.Region is { } region) { json.WriteString("region", region); }
        json.WriteEndObject();
    }

    static void WriteIgnored(Utf8JsonWriter json, IReadOnlyList<EntityFilter> filters)
    {
        json.WriteStartArray("ignored");
        foreach (var filter in filters) { WriteEntity(json, filter); }
        json.WriteEndArray();
    }

    static void WritePolicies(Utf8JsonWriter json, IReadOnlyList<AttributePolicy> policies)
    {
        json.WriteStartArray("policies");
        foreach (var policy in policies)
        {
            json.WriteStartObject();
            json.WriteString("path", policy.Path.ToString());
            json.WriteString("action", SchemaWords.Of(policy.Action));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteChildren(Utf8JsonWriter json, IReadOnlyList<ChildSchema> children)
    {
        json.WriteStartArray("children");
        foreach (var child in children)
        {
            json.WriteStartObject();
            json.WriteString("table", child.Table);
            json.WriteString("path", child.Path.ToString());
            WriteColumns(json, child.Columns);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteLatest(Utf8JsonWriter json, LatestSpec latest)
    {
        json.WriteStartObject("latest");
        if (latest.Bucket is { } bucket) { json.WriteString("bucket", bucket); }
        if (latest.Buckets != new LatestSpec().Buckets) { json.WriteNumber("buckets", latest.Buckets); }
        json.WriteEndObject();
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) { json.WriteStringValue(text); }
        json.WriteEndArray();
    }
}
