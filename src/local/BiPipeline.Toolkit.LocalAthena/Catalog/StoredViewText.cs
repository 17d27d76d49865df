using System.Buffers;
using System.Text.Encodings.Web;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Encodes and decodes a view in the engine's catalog form: JSON in base64 in a comment (Trino, ViewReaderUtil).</summary>
static class StoredViewText
{
    const string Prefix = "/* Presto View: ";
    const string Suffix = " */";
    const string Expanded = "/* Presto View */";

    internal static GlueTableInput Write(string name, string database, string sql, IReadOnlyList<OutputColumn> columns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("originalSql", sql);
            json.WriteString("catalog", CatalogSnapshot.DefaultCatalog);
            json.WriteString("schema", database);
            json.WriteStartArray("columns");
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("type", column.Type.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return new GlueTableInput
        {
            Name = name,
            TableType = GlueTableInput.VirtualView,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["presto_view"] = "true", ["comment"] = "Presto View" },
            ViewOriginalText = $"{Prefix}{Convert.ToBase64String(buffer.WrittenSpan)}{Suffix}",
            ViewExpandedText = Expanded,
            Storage = new GlueStorageDescriptor
            {
                // Types that Hive does not have are strings there; the engine reads the types above.
                Columns = [.. columns.Select(column => new GlueColumn(column.Name!, column.Type.Hive ?? "string"))],
                Location = "",
                SerDe = new GlueSerDe(null),
            },
        };
    }

    /// <summary>Reads a view's text.</summary>
    /// <exception cref="LocalAthenaQueryException">The text is not one of the engine's.</exception>
    internal static CatalogView Read(GlueTable view)
    {
        var (sql, schema, columns) = Decode(view);
        try
        {
            return new(view.Database, view.Name, schema, SqlParser.ParseQuery(sql), columns);
        }
        catch (LocalAthenaQueryException exception)
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidView,
                $"Failed parsing stored view '{CatalogSnapshot.DefaultCatalog}.{view.Database}.{view.Name}': {exception.Message}");
        }
    }

    internal static (string Sql, string? Schema, IReadOnlyList<OutputColumn> Columns) Decode(GlueTable view)
    {
        var text = view.Definition.ViewOriginalText;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || !text.EndsWith(Suffix, StringComparison.Ordinal))
        {
            throw Invalid(view);
        }
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(text[Prefix.Length..^Suffix.Length]));
            var root = json.RootElement;
            return (
                root.GetProperty("originalSql").GetString()!,
                root.TryGetProperty("schema", out var schema) ? schema.GetString() : null,
                [
                    .. root.GetProperty("columns")
                        .EnumerateArray()
                        .Select(
                            column =>
                                new OutputColumn(
                                    column.GetProperty("name").GetString()!,
                                    TypeParser.ParseTrino(column.GetProperty("type").GetString()!)))
                ]);
        }
        catch (Exception exception) when (exception is FormatException
            or JsonException
            or KeyNotFoundException
            or InvalidOperationException)
        {
            throw Invalid(view);
        }
    }

    static LocalAthenaQueryException Invalid(GlueTable view) =>
        new(
            FailureCode.InvalidView,
            $"Invalid view JSON: '{CatalogSnapshot.DefaultCatalog}.{view.Database}.{view.Name}' has no definition that Athena wrote");
}
