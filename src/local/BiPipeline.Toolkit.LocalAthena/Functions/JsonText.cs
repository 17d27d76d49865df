using System.Buffers;
using System.Text.Encodings.Web;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Reads and writes JSON text.</summary>
sealed class JsonText
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    // The engine reads a path's way as a stream and does not see what is wrong behind it.
    static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 1000, AllowTrailingCommas = true };
    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly BoundedCache<IReadOnlyList<(string? Member, int Index)>> _paths = new();

    /// <summary>Writes compact JSON with sorted members, like json_parse.</summary>
    internal static string Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Write(document.RootElement, sorted: true);
        }
        catch (JsonException)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, "Cannot convert value to JSON: the text is not JSON");
        }
    }

    /// <summary>Returns the value at a path as JSON; null when the text is not JSON or has no value there.</summary>
    internal string? Extract(string json, string path) => Find(json, path, value => Write(value, sorted: false));

    /// <summary>Returns a scalar's text; null for objects, arrays and null.</summary>
    internal string? ExtractScalar(string json, string path) => Find(json, path, Scalar);

    internal long? Size(string json, string path) => Find<long?>(json, path, value => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Count(),
        JsonValueKind.Array => value.GetArrayLength(),
        _ => 0,
    });

    internal static long? ArrayLength(string json) =>
        Read<long?>(json, root => root.ValueKind == JsonValueKind.Array ? root.GetArrayLength() : null);

    internal static string? ArrayGet(string json, long index) => Read(json, root =>
    {
        if (root.ValueKind != JsonValueKind.Array) { return null; }
        var position = index < 0 ? root.GetArrayLength() + index : index;
        if (position < 0 || position >= root.GetArrayLength()) { return null; }
        // A text comes without its quotes, as the engine has it.
        return root[(int)position] is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } nested
            ? Write(nested, sorted: false)
            : Scalar(root[(int)position]);
    });

    internal static bool? ArrayContains(string json, string value) => Read<bool?>(json, root =>
        root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray().Any(element => element.GetRawText() == value || Write(element, sorted: true) == value)
            : null);

    internal static bool IsScalar(string json) =>
        Read<bool?>(json, root => root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            ?? throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, "Invalid JSON value: the text is not JSON");

    /// <summary>Returns a scalar for a cast, which objects and arrays do not have.</summary>
    internal static string? CastText(string json) => Read(json, root => root.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        ? throw new LocalAthenaQueryException(FailureCode.InvalidCastArgument, "Cannot cast a JSON object or array to a scalar")
        : Scalar(root));

    /// <summary>A scalar for a cast to varchar: a number with a fraction is a double there.</summary>
    internal static string? CastVarchar(string json) => Read(json, root => IsFraction(root)
        ? JavaText.Scientific(root.GetDouble())
        : CastText(json));

    /// <summary>A scalar's text for a cast to varchar.</summary>
    internal static string? CastVarcharOf(JsonElement scalar) =>
        IsFraction(scalar) ? JavaText.Scientific(scalar.GetDouble()) : Scalar(scalar);

    /// <summary>A scalar for a cast to boolean: a number is true unless it is zero.</summary>
    internal static string? CastBoolean(string json) => Read(json, root => root.ValueKind == JsonValueKind.Number
        ? (root.GetDouble() == 0 ? "false" : "true")
        : CastText(json));

    /// <summary>Compact JSON without a change.</summary>
    internal static string WriteOf(JsonElement value) => Write(value, sorted: false);

    /// <summary>A scalar for a cast to an integer: fractions are rounded, true is 1.</summary>
    internal static string? CastInteger(string json) => Read(json, root => IsFraction(root) && root.GetDouble() is var value
        ? Math.Round(value, MidpointRounding.AwayFromZero).ToString("F0", CultureInfo.InvariantCulture)
        : CastNumber(json));

    /// <summary>A scalar for a cast to another number: true is 1.</summary>
    internal static string? CastNumber(string json) => Read(json, root => root.ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => CastText(json),
    });

    static bool IsFraction(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0;

    internal static IReadOnlyList<string?>? Elements(string json) => Read<IReadOnlyList<string?>?>(json, root => root.ValueKind switch
    {
        JsonValueKind.Array => [.. root.EnumerateArray().Select(element => (string?)Element(element))],
        JsonValueKind.Null => null,
        _ => throw new LocalAthenaQueryException(FailureCode.InvalidCastArgument, "Cannot cast to array: expected a json array"),
    });

    internal static IReadOnlyList<string?>? Keys(string json) => Members(json)?.Select(member => (string?)member.Key).ToArray();

    internal static IReadOnlyList<string?>? Values(string json) => Members(json)?.Select(member => member.Value).ToArray();

    /// <summary>Returns a row's field: by name from an object, by position from an array.</summary>
    internal static string? Member(string json, string name, int position, int fields) => Read(json, root => root.ValueKind switch
    {
        JsonValueKind.Object =>
            root.EnumerateObject()
                .Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(member => Element(member.Value))
                .FirstOrDefault(),
        JsonValueKind.Array when root.GetArrayLength() == fields => Element(root[position]),
        JsonValueKind.Array => throw new LocalAthenaQueryException(
            FailureCode.InvalidCastArgument,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Cannot cast to row: expected a json array of {fields} elements, but it has {root.GetArrayLength()}")),
        JsonValueKind.Null => null,
        _ => throw new LocalAthenaQueryException(FailureCode.InvalidCastArgument, "Cannot cast to row: expected a json array or object"),
    });

    /// <summary>Writes an object of keys, each after a sign, and JSON values, one after the other; an empty value is left out.</summary>
    internal static string Object(IReadOnlyList<string> members, bool isUnique)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        List<string> keys = [];
        for (var i = 0; i < members.Count; i += 2)
        {
            if (members[i][0] == 'n') { throw Invalid("null value passed for JSON object key to JSON_OBJECT function"); }
            if (members[i + 1].Length == 0) { continue; }
            var key = members[i][1..];
            if (!values.TryAdd(key, members[i + 1]))
            {
                if (isUnique) { throw Invalid("duplicate key passed to JSON_OBJECT function"); }
                values[key] = members[i + 1];
                continue;
            }
            keys.Add(key);
        }
        return $"{{{string.Join(',', keys.Select(key => $"{Quote(key)}:{values[key]}"))}}}";
    }

    /// <summary>Writes JSON without spaces.</summary>
    internal static string WithoutSpaces(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Write(document.RootElement, sorted: false);
        }
        catch (JsonException)
        {
            throw new LocalAthenaQueryException("JSON_INPUT_CONVERSION_ERROR", "conversion to JSON failed: the text is not JSON");
        }
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);

    internal static bool Present(string json) => Read(json, root => root.ValueKind != JsonValueKind.Null);

    internal static string Quote(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(text.Length + 2);
        using (var writer = new Utf8JsonWriter(buffer, Compact)) { writer.WriteStringValue(text); }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a double as JSON, as text when JSON has no number for it.</summary>
    internal static string Number(double value) => double.IsFinite(value) ? JavaText.Double(value) : Quote(JavaText.Double(value));

    T? Find<T>(string json, string path, Func<JsonElement, T?> use)
    {
        var steps = _paths.Get(path, static key =>
        {
            try
            {
                return JsonPathText.Parse(key);
            }
            catch (FormatException exception)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.InvalidFunctionArgument,
                    $"Invalid JSON path: '{key}': {exception.Message}");
            }
        });
        return Read(json, root =>
        {
            foreach (var (member, index) in steps)
            {
                if (root.ValueKind == JsonValueKind.Object && (member ?? index.ToString(CultureInfo.InvariantCulture)) is var name)
                {
                    if (!root.TryGetProperty(name, out root)) { return default; }
                }
                else if (root.ValueKind == JsonValueKind.Array
                    && (member is null || int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                {
                    var position = member is null ? index : int.Parse(member, NumberStyles.None, CultureInfo.InvariantCulture);
                    if (position >= root.GetArrayLength()) { return default; }
                    root = root[position];
                }
                else
                {
                    return default;
                }
            }
            return use(root);
        }, Lenient);
    }

    static T? Read<T>(string json, Func<JsonElement, T?> use) => Read(json, use, Options);

    static T? Read<T>(string json, Func<JsonElement, T?> use, JsonDocumentOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(json, options);
            return use(document.RootElement);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    static IReadOnlyList<KeyValuePair<string, string?>>? Members(string json) =>
        Read<IReadOnlyList<KeyValuePair<string, string?>>?>(json, root => root.ValueKind switch
    {
        JsonValueKind.Object =>
            [
                .. root.EnumerateObject()
                    .DistinctBy(member => member.Name, StringComparer.Ordinal)
                    .Select(member => new KeyValuePair<string, string?>(member.Name, Element(member.Value)))
            ],
        JsonValueKind.Null => null,
        _ => throw new LocalAthenaQueryException(FailureCode.InvalidCastArgument, "Cannot cast to map: expected a json object"),
    });

    // A JSON null remains one: the cast of the element makes NULL of it, or a null of type JSON.
    static string Element(JsonElement value) => value.GetRawText();

    static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    static string Write(JsonElement value, bool sorted)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact)) { Write(writer, value, sorted); }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Write(Utf8JsonWriter writer, JsonElement value, bool sorted)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                // Of members with the same name, the last one counts.
                var members = sorted
                    ? value.EnumerateObject()
                        .GroupBy(member => member.Name, StringComparer.Ordinal)
                        .Select(same => same.Last())
                        .OrderBy(member => member.Name, StringComparer.Ordinal)
                    : value.EnumerateObject().AsEnumerable();
                foreach (var member in members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, sorted);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray()) { Write(writer, element, sorted); }
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            case JsonValueKind.Number when IsFraction(value):
                // A number with a point or an exponent is a double for the engine.
                writer.WriteRawValue(Number(value.GetDouble()), skipInputValidation: true);
                break;
            default:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }
}
