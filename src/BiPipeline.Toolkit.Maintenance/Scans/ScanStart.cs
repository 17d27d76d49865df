namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a scan keeps from its start on.</summary>
/// <param name="TableArn">The table.</param>
/// <param name="AsOf">The start.</param>
/// <param name="Segments">Number of segments.</param>
/// <param name="Keys">The key attributes and their types.</param>
sealed record ScanStart(string TableArn, DateTimeOffset AsOf, int Segments, IReadOnlyDictionary<string, string> Keys)
{
    internal const string Name = "start.json";

    internal byte[] ToBytes() => JsonLine.Of(json =>
    {
        json.WriteString("tableArn"u8, TableArn);
        json.WriteString("asOf"u8, Instant.Text(AsOf));
        json.WriteNumber("segments"u8, Segments);
        WriteKeys(json);
    });

    internal void WriteKeys(Utf8JsonWriter json)
    {
        json.WriteStartObject("keySchema"u8);
        foreach (var (name, type) in Keys) { json.WriteString(name, type); }
        json.WriteEndObject();
    }

    internal static ScanStart Parse(byte[] text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        return new(
            root.GetProperty("tableArn").GetString()!,
            Instant.Parse(root.GetProperty("asOf").GetString()!),
            root.GetProperty("segments").GetInt32(),
            root.GetProperty("keySchema").EnumerateObject()
                .ToDictionary(key => key.Name, key => key.Value.GetString()!, StringComparer.Ordinal));
    }
}
