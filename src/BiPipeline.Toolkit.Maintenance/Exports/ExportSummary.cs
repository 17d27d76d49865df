namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The content of <c>manifest-summary.json</c> (DynamoDB developer guide, "DynamoDB table export output format"). Members that the file
/// lacks are null.
/// </summary>
sealed record ExportSummary
{
    internal const string Name = "manifest-summary.json";
    internal const string FullExport = "FULL_EXPORT";
    internal const string IncrementalExport = "INCREMENTAL_EXPORT";

    internal string? ExportArn { get; init; }

    internal string? TableArn { get; init; }

    internal DateTimeOffset? ExportTime { get; init; }

    internal DateTimeOffset? From { get; init; }

    internal DateTimeOffset? To { get; init; }

    internal long? ItemCount { get; init; }

    internal string? Prefix { get; init; }

    internal string? Format { get; init; }

    internal string? View { get; init; }

    /// <summary>The type of the keys by attribute, <c>S</c>, <c>N</c> or <c>B</c>; only in manifests of this toolkit's scans.</summary>
    internal IReadOnlyDictionary<string, string>? Keys { get; init; }

    /// <summary><see cref="FullExport"/> or <see cref="IncrementalExport"/>; manifests before 2023 lack the member and are full.</summary>
    internal string Type { get; init; } = FullExport;

    internal bool IsIncremental => Type == IncrementalExport;

    /// <summary>Parses the file.</summary>
    /// <exception cref="InvalidDataException">The text is not such a file.</exception>
    internal static ExportSummary Parse(ReadOnlyMemory<byte> json, string location)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new()
            {
                ExportArn = Text(root, "exportArn"),
                TableArn = Text(root, "tableArn"),
                ExportTime = Time(root, "exportTime"),
                From = Time(root, "exportFromTime"),
                To = Time(root, "exportToTime"),
                ItemCount = root.TryGetProperty("itemCount", out var count) ? count.GetInt64() : null,
                Prefix = Text(root, "s3Prefix"),
                Format = Text(root, "outputFormat"),
                View = Text(root, "outputView"),
                Type = Text(root, "exportType") ?? FullExport,
                Keys = KeysOf(root),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"'{location}' is not the summary of an export; expected the file as DynamoDB wrote it.", exception);
        }
    }

    static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    static DateTimeOffset? Time(JsonElement root, string name) => Text(root, name) is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    static Dictionary<string, string>? KeysOf(JsonElement root) => root.TryGetProperty("keySchema", out var keys)
        ? keys.EnumerateObject().ToDictionary(key => key.Name, key => key.Value.GetString()!, StringComparer.Ordinal)
        : null;
}
