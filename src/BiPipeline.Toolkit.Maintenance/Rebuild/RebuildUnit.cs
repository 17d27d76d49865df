using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// One piece of a rebuild that runs alone: a run of the raw objects of a table's day. Any process with the same schemas can run it, at the
/// same time as others and more than once. <see cref="ToJson"/> is one line of a list of work.
/// </summary>
public sealed class RebuildUnit
{
    internal RebuildUnit(string table, DateOnly day, IReadOnlyList<RawObject> objects)
    {
        (Table, Day, Objects) = (table, day, objects);
        Name = $"{table}/{LakeLayout.DayFolder(day)}/{HashOf(objects)}";
    }

    /// <summary>The table whose raw zone is read.</summary>
    public string Table { get; }

    /// <summary>The day of the events, in UTC.</summary>
    public DateOnly Day { get; }

    /// <summary>Number of raw objects.</summary>
    public int ObjectCount => Objects.Count;

    /// <summary>Number of stored bytes.</summary>
    public long Bytes => Objects.Sum(item => item.Bytes);

    /// <summary>The name of its receipt: its objects, so that a unit with others is another unit.</summary>
    internal string Name { get; }

    internal IReadOnlyList<RawObject> Objects { get; }

    /// <summary>Returns the unit as JSON in one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Of(json =>
    {
        json.WriteString("table"u8, Table);
        json.WriteString("day"u8, Day.ToString("O", CultureInfo.InvariantCulture));
        json.WriteStartArray("objects"u8);
        foreach (var item in Objects)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, item.Key);
            json.WriteNumber("bytes"u8, item.Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }).AsSpan()[..^1]);

    /// <summary>Parses the JSON of a unit.</summary>
    /// <exception cref="FormatException">The text is not a unit.</exception>
    public static RebuildUnit Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var unit = new RebuildUnit(
                root.GetProperty("table").GetString()!,
                DateOnly.ParseExact(root.GetProperty("day").GetString()!, "O", CultureInfo.InvariantCulture),
                [.. root.GetProperty("objects").EnumerateArray().Select(ObjectOf)]);
            // A unit reads raw objects of its day only, also when the line has another author.
            var folder = LakeLayout.TablePrefix(LakeZone.Raw, unit.Table) + LakeLayout.DayFolder(unit.Day) + "/";
            return unit.Objects.Count > 0 && unit.Objects.All(item => IsBelow(item.Key, folder))
                ? unit
                : throw NotAUnit(inner: null);
        }
        catch (Exception exception) when (exception
            is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentNullException)
        {
            throw NotAUnit(exception);
        }
    }

    static bool IsBelow(string key, string folder) =>
        key.StartsWith(folder, StringComparison.Ordinal) && LakeLayout.TryParseKey(key, out _);

    static FormatException NotAUnit(Exception? inner) =>
        new("The text is not a unit of a rebuild; expected what ToJson() returns.", inner);

    static RawObject ObjectOf(JsonElement item) => new(item.GetProperty("key").GetString()!, item.GetProperty("bytes").GetInt64());

    static string HashOf(IReadOnlyList<RawObject> objects) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', objects.Select(item => item.Key)))))[..LakeLayout.HashDigits];
}
