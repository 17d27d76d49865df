using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>
/// Writes rows as a JSON array, one object per line. A value that JSON would round or cannot express is text; arrays, maps and rows are
/// JSON.
/// </summary>
static class JsonRows
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(LocalAthenaResult result)
    {
        if (result.Columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new InvalidDataException(
                $"Two columns have the name '{twice.Key}'; expected unique names for JSON. Rename one with AS, or use --format csv.");
        }
        var rows = QueryRows.Of(result);
        return rows.Count == 0 ? "[]\n" : $"[\n{string.Join(",\n", rows.Select(row => Row(result.Columns, row)))}\n]\n";
    }

    static string Row(IReadOnlyList<LocalAthenaColumn> columns, IReadOnlyList<string?> row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                json.WritePropertyName(columns[i].Name);
                Write(json, columns[i].ResultType, row[i]);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static void Write(Utf8JsonWriter json, string type, string? value)
    {
        switch (type)
        {
            case var _ when value is null:
                json.WriteNullValue();
                break;
            case "boolean":
                json.WriteBooleanValue(value == "true");
                break;
            // The engine writes them as JSON for this format.
            case "array" or "map" or "row":
            case "tinyint" or "smallint" or "integer" or "bigint":
            case "real" or "float" or "double" when value is not ("NaN" or "Infinity" or "-Infinity"):
                json.WriteRawValue(value);
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }
}
