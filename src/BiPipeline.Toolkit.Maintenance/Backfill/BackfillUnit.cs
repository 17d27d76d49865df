namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// One piece of a backfill that runs alone: a data file, or several where a table is partitioned by a column. Any process with the same
/// schemas can run it, at the same time as others and more than once. <see cref="ToJson"/> is one line of a list of work.
/// </summary>
public sealed class BackfillUnit
{
    internal BackfillUnit(string export, int number, DateTimeOffset asOf, DateTimeOffset? from, IReadOnlyList<DataFile> files) =>
        (Export, Number, AsOf, From, Files) = (export, number, asOf, from, files);

    /// <summary>The identity of the export or scan in the lake.</summary>
    public string Export { get; }

    /// <summary>The unit's number in its plan, from 0.</summary>
    public int Number { get; }

    /// <summary>Number of data files.</summary>
    public int FileCount => Files.Count;

    /// <summary>Number of stored bytes.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>The name of its receipt.</summary>
    internal string Name => Number.ToString("D6", CultureInfo.InvariantCulture);

    internal DateTimeOffset AsOf { get; }

    internal DateTimeOffset? From { get; }

    internal IReadOnlyList<DataFile> Files { get; }

    /// <summary>Returns the unit as JSON in one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Of(json =>
    {
        json.WriteString("export"u8, Export);
        json.WriteNumber("unit"u8, Number);
        json.WriteString("as_of"u8, Instant.Text(AsOf));
        if (From is { } from) { json.WriteString("window_start"u8, Instant.Text(from)); }
        json.WriteStartArray("files"u8);
        foreach (var file in Files)
        {
            json.WriteStartObject();
            json.WriteString("location"u8, file.Location);
            json.WriteString("key"u8, file.Key);
            json.WriteNumber("bytes"u8, file.Bytes);
            if (file.Items is { } items) { json.WriteNumber("items"u8, items); }
            json.WriteString("md5"u8, file.Md5);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }).AsSpan()[..^1]);

    /// <summary>Parses the JSON of a unit.</summary>
    /// <exception cref="FormatException">The text is not a unit.</exception>
    public static BackfillUnit Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new(
                root.GetProperty("export").GetString()!,
                root.GetProperty("unit").GetInt32(),
                Instant.Parse(root.GetProperty("as_of").GetString()!),
                root.TryGetProperty("window_start", out var from) ? Instant.Parse(from.GetString()!) : null,
                [.. root.GetProperty("files").EnumerateArray().Select(FileOf)]);
        }
        catch (Exception exception) when (exception
            is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentNullException)
        {
            throw new FormatException("The text is not a unit of a backfill; expected what ToJson() returns.", exception);
        }
    }

    static DataFile FileOf(JsonElement file) => new(
        file.GetProperty("location").GetString()!,
        file.GetProperty("key").GetString()!,
        file.GetProperty("bytes").GetInt64(),
        file.TryGetProperty("items", out var items) ? items.GetInt64() : null,
        file.GetProperty("md5").GetString()!);
}
