namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads lines of JSON for their keys.</summary>
static class LineJson
{
    const string Creation = "ApproximateCreationDateTime";
    const string AsOf = "asOf";

    /// <summary>DynamoDB nests 32 levels, each two of JSON, and messages wrap records.</summary>
    internal static JsonDocumentOptions Depth { get; } = new() { MaxDepth = 256 };

    /// <summary>Parses a line; null when it is not JSON.</summary>
    internal static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line, Depth);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a quarantine line keeps its record in a form whose key can't be read: damaged, or withheld.</summary>
    internal static bool IsUnreadableQuarantine(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("reason", out _)) { return false; }
        if (!line.TryGetProperty("record", out var record)) { return true; }
        if (record.ValueKind != JsonValueKind.String) { return false; }
        using var inner = Parse(Encoding.UTF8.GetBytes(record.GetString()!));
        return inner is null;
    }

    /// <summary>Returns the time of a change, or of a dated item; null when the line has none.</summary>
    internal static DateTimeOffset? TimeOf(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                if (element.TryGetProperty(Creation, out var time) && time.ValueKind == JsonValueKind.Number
                    && time.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_800)
                {
                    return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
                }
                if (element.TryGetProperty(AsOf, out var asOf) && asOf.ValueKind == JsonValueKind.String
                    && asOf.TryGetDateTimeOffset(out var dated))
                {
                    return dated;
                }
                return element.EnumerateObject().Select(member => TimeOf(member.Value)).Max();
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(TimeOf).Max();
            default:
                return null;
        }
    }

    /// <summary>Returns the sequence number of a stream record in a line, without leading zeros; empty for none.</summary>
    internal static string SequenceOf(ReadOnlyMemory<byte> line)
    {
        using var document = Parse(line);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root) { return ""; }
        if (root.TryGetProperty("record", out var record) && record.ValueKind == JsonValueKind.Object) { root = record; }
        var isFound = root.TryGetProperty("dynamodb", out var change) && change.ValueKind == JsonValueKind.Object
            && change.TryGetProperty("SequenceNumber", out var number) && number.ValueKind == JsonValueKind.String;
        if (!isFound) { return ""; }
        var text = change.GetProperty("SequenceNumber").GetString()!;
        return text.Length is > 0 and <= LakeLayout.SequenceDigits && text.All(char.IsAsciiDigit) ? text : "";
    }
}
