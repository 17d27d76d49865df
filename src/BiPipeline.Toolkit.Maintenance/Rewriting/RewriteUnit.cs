namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A run of a partition's objects that are rewritten together: at most 1 GiB, 2,000 objects and 6,000,000 rows, or one object that is
/// larger. Any process can run it, at the same time as others and more than once. <see cref="ToJson"/> is one line of a list of work.
/// </summary>
public sealed class RewriteUnit
{
    /// <summary>Largest number of stored bytes of a unit of several objects: 1 GiB.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>Largest number of objects. A unit then is at most 256 KB of JSON, the limit of a state of Step Functions.</summary>
    public const int MostObjects = 2000;

    /// <summary>Largest number of rows of a unit of several objects. Their digests take at most 128 MiB.</summary>
    public const long MostRows = 6_000_000;

    internal RewriteUnit(IReadOnlyList<RewriteInput> inputs)
    {
        Inputs = inputs;
        var first = inputs[0].Key;
        (Zone, Table, Partition) = (first.Zone, first.Table, first.Partition);
    }

    /// <summary>The zone.</summary>
    public LakeZone Zone { get; }

    /// <summary>The table or child table; in the raw and quarantine zones, the schema's table.</summary>
    public string Table { get; }

    /// <summary>The partition's path, such as <c>dt=2026-11-22</c>; empty for none.</summary>
    public string Partition { get; }

    /// <summary>Number of objects.</summary>
    public int ObjectCount => Inputs.Count;

    /// <summary>Number of stored bytes.</summary>
    public long Bytes => Inputs.Sum(input => input.Bytes);

    /// <summary>Number of rows or lines, repeats included.</summary>
    public long Rows => Inputs.Sum(input => input.Key.Rows);

    /// <summary>The objects, in the order of their sequence numbers.</summary>
    internal IReadOnlyList<RewriteInput> Inputs { get; }

    /// <summary>Cuts objects of one partition into units, in the order of their sequence numbers.</summary>
    internal static IReadOnlyList<RewriteUnit> Cut(IEnumerable<RewriteInput> objects)
    {
        List<RewriteUnit> units = [];
        List<RewriteInput> open = [];
        var (bytes, rows) = (0L, 0L);
        foreach (var input in objects.Order(Comparer<RewriteInput>.Create(RewriteInput.Compare)))
        {
            if (open.Count == MostObjects || bytes + input.Bytes > MostBytes || rows + input.Key.Rows > MostRows) { End(); }
            open.Add(input);
            bytes += input.Bytes;
            rows += input.Key.Rows;
        }
        End();
        return units;

        void End()
        {
            if (open.Count > 0) { units.Add(new([.. open])); }
            open.Clear();
            (bytes, rows) = (0, 0);
        }
    }

    /// <summary>Returns the unit as JSON in one line.</summary>
    public string ToJson()
    {
        // Names only: the folder of hundreds of objects is the same.
        var folder = FolderOf(Inputs[0].Key.ToString());
        return Encoding.UTF8.GetString(JsonLine.Of(json =>
        {
            json.WriteString("folder"u8, folder);
            json.WriteStartArray("objects"u8);
            foreach (var input in Inputs)
            {
                json.WriteStartArray();
                json.WriteStringValue(input.Key.ToString()[folder.Length..]);
                json.WriteNumberValue(input.Bytes);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }).AsSpan()[..^1]);
    }

    /// <summary>Parses the JSON of a unit.</summary>
    /// <exception cref="FormatException">The text is not a unit.</exception>
    public static RewriteUnit Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var folder = document.RootElement.GetProperty("folder").GetString()!;
            RewriteInput[] inputs =
            [
                .. document.RootElement.GetProperty("objects").EnumerateArray()
                    .Select(item => new RewriteInput(KeyOf(folder + item[0].GetString()), item[1].GetInt64())),
            ];
            if (inputs.Length > 0 && inputs.All(input => FolderOf(input.Key.ToString()) == folder)) { return new(inputs); }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException
            or IndexOutOfRangeException or FormatException)
        {
            throw new FormatException("The text is not a unit of a rewrite; expected what ToJson() returns.", exception);
        }
        throw new FormatException("The text is a unit without objects, or of several partitions; expected what ToJson() returns.");
    }

    static LakeKey KeyOf(string key) =>
        LakeLayout.TryParseKey(key, out var parsed) ? parsed : throw new FormatException($"'{key}' is not the key of an object of a lake.");

    static string FolderOf(string key) => key[..(key.LastIndexOf('/') + 1)];
}
