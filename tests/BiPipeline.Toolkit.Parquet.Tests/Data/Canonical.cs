using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Rows and types in the common form of all readers' results, which eng/conformance/read.mjs also uses.</summary>
static class Canonical
{
    internal static JsonNode TypeOf(DataType type) => type switch
    {
        DataType.DecimalType number => new JsonObject { ["decimal"] = new JsonArray(number.Precision, number.Scale) },
        DataType.ArrayType array => new JsonObject { ["array"] = TypeOf(array.Element) },
        DataType.MapType map => new JsonObject { ["map"] = TypeOf(map.Value) },
        DataType.StructType fields => new JsonObject { ["struct"] = new JsonArray([.. fields.Fields.Select(field => new JsonArray(field.Name, TypeOf(field.Type)))]) },
        _ => JsonValue.Create(type.ToString()),
    };

    internal static JsonArray Of(Rows rows) =>
        new([.. rows.Values.Select(row => new JsonArray([.. row.Select((value, i) => Of(rows.Specs[i].Type, value))]))]);

    internal static string Bits(double number) => BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture);

    internal static string Days(DateOnly date) => (date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber).ToString(CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since 1970; a time between them has a fraction.</summary>
    internal static string Milliseconds(DateTime time) => ((decimal)(time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture);

    internal static JsonNode? Of(DataType type, object? value) => (type, value) switch
    {
        (_, null) => null,
        (DataType.StringType, string text) => JsonValue.Create(text),
        (DataType.BinaryType, byte[] bytes) => JsonValue.Create(Convert.ToHexStringLower(bytes)),
        (DataType.BooleanType, bool flag) => JsonValue.Create(flag),
        (DataType.DoubleType, double number) => JsonValue.Create(Bits(number)),
        (DataType.ArrayType array, List<object?> items) => new JsonArray([.. items.Select(item => Of(array.Element, item))]),
        (DataType.MapType map, List<(string Key, object? Value)> entries) =>
            new JsonArray([.. entries.Select(entry => new JsonArray(entry.Key, Of(map.Value, entry.Value)))]),
        (DataType.StructType fields, object?[] items) => new JsonArray([.. items.Select((item, i) => Of(fields.Fields[i].Type, item))]),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
