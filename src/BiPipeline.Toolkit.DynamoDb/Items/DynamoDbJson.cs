using System.Buffers;
using System.Text.Encodings.Web;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Converts items of the SDK to and from DynamoDB JSON, the form of streams and exports, so that the flattener also reads items of scans,
/// queries and tests.
/// </summary>
public static class DynamoDbJson
{
    const int MaxDepth = 32;

    static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 4 * MaxDepth,
        SkipValidation = true,
    };

    /// <summary>Writes an item as a line of a full export, <c>{"Item":{…}}</c> and a line break.</summary>
    /// <param name="item">Attribute names and values.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <exception cref="ArgumentException">
    /// A value has no type, or values are nested deeper than 32 levels. Nothing was written.
    /// </exception>
    public static void WriteItem(IReadOnlyDictionary<string, AttributeValue> item, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(output);
        // An invalid value must write nothing, so the line is completed before it is written.
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("Item"u8);
            WriteMembers(json, item, depth: 0);
            json.WriteEndObject();
        }
        output.Write(line.WrittenSpan);
        output.Write("\n"u8);
    }

    /// <summary>Reads the attributes of an item in DynamoDB JSON, <c>{"orderId":{"S":"…"},…}</c>, as values of the SDK.</summary>
    /// <exception cref="FormatException">A value is not DynamoDB JSON, or values are nested deeper than 32 levels.</exception>
    public static Dictionary<string, AttributeValue> ReadItem(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
            ? ReadMembers(item, depth: 0)
            : throw new FormatException($"The item is {item.ValueKind}; expected an object of attributes.");

    /// <summary>Reads one value in DynamoDB JSON, <c>{"S":"…"}</c>, as a value of the SDK.</summary>
    /// <exception cref="FormatException">The value is not DynamoDB JSON, or is nested deeper than 32 levels.</exception>
    public static AttributeValue ReadValue(JsonElement value) => ReadValue("", value, depth: 0);

    static Dictionary<string, AttributeValue> ReadMembers(JsonElement members, int depth) =>
        members.EnumerateObject().ToDictionary(
            member => member.Name,
            member => ReadValue(member.Name, member.Value, depth),
            StringComparer.Ordinal);

    static AttributeValue ReadValue(string name, JsonElement value, int depth)
    {
        if (depth > MaxDepth) { throw new FormatException($"Attribute '{name}' has too many levels; expected at most {MaxDepth} levels."); }
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Take(2).ToList() is not [var tagged])
        {
            throw NoValue(name);
        }
        try
        {
            return (tagged.Name, tagged.Value) switch
            {
                ("S", var text) => new AttributeValue { S = text.GetString() ?? throw NoValue(name) },
                ("N", var number) => new AttributeValue { N = number.GetString() ?? throw NoValue(name) },
                ("B", var binary) => new AttributeValue { B = new MemoryStream(Binary(name, binary)) },
                ("BOOL", var flag) => new AttributeValue { BOOL = flag.GetBoolean() },
                ("NULL", { ValueKind: JsonValueKind.True }) => new AttributeValue { NULL = true },
                ("M", { ValueKind: JsonValueKind.Object } map) => new AttributeValue { M = ReadMembers(map, depth + 1), IsMSet = true },
                ("L", var list) =>
                    new AttributeValue
                    {
                        L = [.. list.EnumerateArray().Select(element => ReadValue(name, element, depth + 1))],
                        IsLSet = true,
                    },
                ("SS", var texts) =>
                    new AttributeValue { SS = [.. texts.EnumerateArray().Select(text => text.GetString() ?? throw NoValue(name))] },
                ("NS", var numbers) =>
                    new AttributeValue { NS = [.. numbers.EnumerateArray().Select(number => number.GetString() ?? throw NoValue(name))] },
                ("BS", var binaries) =>
                    new AttributeValue { BS = [.. binaries.EnumerateArray().Select(binary => new MemoryStream(Binary(name, binary)))] },
                _ => throw NoValue(name),
            };
        }
        catch (InvalidOperationException)
        {
            throw NoValue(name);
        }
    }

    static byte[] Binary(string name, JsonElement value) => value.TryGetBytesFromBase64(out var bytes) ? bytes : throw NoValue(name);

    static FormatException NoValue(string name) =>
        new(
            $"Attribute '{name}' is not DynamoDB JSON; expected "
                + "an object with one member: S, N, B, BOOL, NULL, M, L, SS, NS or BS, with a value of that kind.");

    static void WriteMembers(Utf8JsonWriter json, IReadOnlyDictionary<string, AttributeValue> members, int depth)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            WriteValue(json, name, value, depth);
        }
        json.WriteEndObject();
    }

    static void WriteValue(Utf8JsonWriter json, string name, AttributeValue value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"Attribute '{name}' is nested too deeply; expected at most {MaxDepth} levels.", nameof(value));
        }
        json.WriteStartObject();
        switch (value)
        {
            case { S: { } text }:
                json.WriteString("S"u8, text);
                break;
            case { N: { } number }:
                json.WriteString("N"u8, number);
                break;
            case { B: { } binary }:
                json.WriteBase64String("B"u8, binary.ToArray());
                break;
            case { BOOL: { } flag }:
                json.WriteBoolean("BOOL"u8, flag);
                break;
            case { NULL: true }:
                json.WriteBoolean("NULL"u8, value: true);
                break;
            case { M: { } map } when value.IsMSet:
                json.WritePropertyName("M"u8);
                WriteMembers(json, map, depth + 1);
                break;
            case { L: { } list } when value.IsLSet:
                json.WriteStartArray("L"u8);
                foreach (var element in list) { WriteValue(json, name, element, depth + 1); }
                json.WriteEndArray();
                break;
            case { SS.Count: > 0 }:
                WriteTexts(json, "SS", value.SS);
                break;
            case { NS.Count: > 0 }:
                WriteTexts(json, "NS", value.NS);
                break;
            case { BS.Count: > 0 }:
                json.WriteStartArray("BS"u8);
                foreach (var binary in value.BS) { json.WriteBase64StringValue(binary.ToArray()); }
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException(
                    $"Attribute '{name}' has a value without a type; expected S, N, B, BOOL, NULL, M, L, SS, NS or BS.",
                    nameof(value));
        }
        json.WriteEndObject();
    }

    static void WriteTexts(Utf8JsonWriter json, string tag, List<string> texts)
    {
        json.WriteStartArray(tag);
        foreach (var text in texts) { json.WriteStringValue(text); }
        json.WriteEndArray();
    }
}
