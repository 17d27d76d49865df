using System.Text.Json;

namespace BiPipeline.Toolkit;

/// <summary>Reads a schema file, and collects every problem before it throws.</summary>
sealed class SchemaReader
{
    // Editors find the JSON Schema by this member; the reader ignores it.
    const string EditorSchema = "$schema";

    readonly List<string> _problems = [];

    internal static TableSchema Read(ReadOnlyMemory<byte> utf8Json, string source)
    {
        if (utf8Json.Span.StartsWith(Encoding.UTF8.Preamble)) { utf8Json = utf8Json[Encoding.UTF8.Preamble.Length..]; }
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = false, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(utf8Json, options);
            var reader = new SchemaReader();
            var schema = reader.ReadTable(document.RootElement);
            if (schema is not null && reader._problems.Count == 0) { reader._problems.AddRange(SchemaRules.Check(schema)); }
            return reader._problems.Count == 0 ? schema! : throw new SchemaException(source, reader._problems);
        }
        catch (JsonException exception)
        {
            throw new SchemaException(source, [$"The file is not JSON: {exception.Message}"]);
        }
    }

    TableSchema? ReadTable(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _problems.Add("The file is not a JSON object.");
            return null;
        }

        CheckMembers(
            root, "", EditorSchema, "table", "version", "source", "keys", "columns", "partitions", "unknown", "order", "entity",
            "ignored", "policies", "children", "latest");
        if (Has(root, EditorSchema)) { Text(root, EditorSchema, ""); }
        var schema = new TableSchema
        {
            Table = Text(root, "table", "") ?? "",
            Version = WholeNumber(root, "version", "", 1),
            Source = Source(root),
            Keys = Texts(root, "keys", "", required: true),
            Columns = Columns(root, ""),
            Partitions = [.. Objects(root, "partitions", "", required: false).Select(item => Partition(item.Element, item.Where))],
            Unknown = Has(root, "unknown") ? Word(root, "unknown", "", SchemaWords.Unknowns) : null,
            Order = Has(root, "order") ? Word(root, "order", "", SchemaWords.Orders) : RecordOrder.Sequence,
            Entity = Has(root, "entity") ? Entity(root.GetProperty("entity"), "entity") : null,
            Ignored =
            [
                .. Objects(root, "ignored", "", required: false)
                    .Select(item => Entity(item.Element, item.Where))
                    .OfType<EntityFilter>(),
            ],
            Policies = [.. Objects(root, "policies", "", required: false).Select(item => Policy(item.Element, item.Where))],
            Children = [.. Objects(root, "children", "", required: false).Select(item => Child(item.Element, item.Where))],
            Latest = Latest(root),
        };
        return _problems.Count == 0 ? schema : null;
    }

    IReadOnlyList<SchemaColumn> Columns(JsonElement parent, string where) =>
        [.. Objects(parent, "columns", where, required: true).Select(item => Column(item.Element, item.Where))];

    SchemaColumn Column(JsonElement element, string where)
    {
        CheckMembers(element, where, "name", "path", "type", "unit", "fields", "coerce", "comment");
        return new SchemaColumn(Text(element, "name", where) ?? "", Path(element, where), Type(element, where))
        {
            Unit = Has(element, "unit") ? Word(element, "unit", where, SchemaWords.TimeUnits) : TimeUnit.None,
            Fields = Fields(element, where),
            Coerce = Has(element, "coerce") && Boolean(element, "coerce", where),
            Comment = Has(element, "comment") ? Text(element, "comment", where) : null,
        };
    }

    PartitionField Partition(JsonElement element, string where)
    {
        CheckMembers(element, where, "name", "source", "transform", "from", "ahead", "values");
        var transform = Word(element, "transform", where, SchemaWords.Transforms);
        var field = new PartitionField(Text(element, "name", where) ?? "", Text(element, "source", where) ?? "", transform);
        if (Has(element, "values"))
        {
            if (transform != PartitionTransform.Identity) { _problems.Add($"{where}.values is only for transform identity."); }
            field = field with { Values = Texts(element, "values", where, required: true) };
        }
        if (Has(element, "from"))
        {
            if (transform == PartitionTransform.Identity) { _problems.Add($"{where}.from is only for transforms day, month and hour."); }
            field = field with { From = Date(element, "from", where) };
        }
        if (Has(element, "ahead"))
        {
            if (transform == PartitionTransform.Identity) { _problems.Add($"{where}.ahead is only for transforms day, month and hour."); }
            field = field with { Ahead = WholeNumber(element, "ahead", where, 1) };
        }
        return field;
    }

    TableSource? Source(JsonElement root)
    {
        if (!Has(root, "source")) { return null; }
        var element = root.GetProperty("source");
        if (element.ValueKind != JsonValueKind.Object)
        {
            _problems.Add("source is not an object.");
            return null;
        }
        CheckMembers(element, "source", "table", "region");
        return new TableSource(
            Has(element, "table") ? Text(element, "table", "source") : null,
            Has(element, "region") ? Text(element, "region", "source") : null);
    }

    LatestSpec? Latest(JsonElement root)
    {
        if (!Has(root, "latest")) { return null; }
        var element = root.GetProperty("latest");
        if (element.ValueKind != JsonValueKind.Object)
        {
            _problems.Add("latest is not an object; expected {} or one with bucket and buckets.");
            return null;
        }
        CheckMembers(element, "latest", "bucket", "buckets");
        var defaults = new LatestSpec();
        return new()
        {
            Bucket = Has(element, "bucket") ? Text(element, "bucket", "latest") : null,
            Buckets = WholeNumber(element, "buckets", "latest", defaults.Buckets),
        };
    }

    EntityFilter? Entity(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{where} is not an object.");
            return null;
        }
        if (Has(element, "attribute"))
        {
            CheckMembers(element, where, "attribute", "equals");
            return EntityFilter.AttributeEquals(Text(element, "attribute", where) ?? "", Text(element, "equals", where) ?? "");
        }
        CheckMembers(element, where, "key", "prefix");
        return EntityFilter.KeyPrefix(Text(element, "key", where) ?? "", Text(element, "prefix", where) ?? "");
    }

    AttributePolicy Policy(JsonElement element, string where)
    {
        CheckMembers(element, where, "path", "action");
        return new AttributePolicy(Path(element, where), Word(element, "action", where, SchemaWords.Actions));
    }

    ChildSchema Child(JsonElement element, string where)
    {
        CheckMembers(element, where, "table", "path", "columns");
        return new ChildSchema(Text(element, "table", where) ?? "", Path(element, where), Columns(element, $"{where}."));
    }

    Dictionary<string, string> Fields(JsonElement element, string where)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Has(element, "fields")) { return fields; }
        var value = element.GetProperty("fields");
        if (value.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{where}.fields is not an object; expected field paths with member names.");
            return fields;
        }
        foreach (var field in value.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.String) { fields[field.Name] = field.Value.GetString()!; }
            else { _problems.Add($"{where}.fields.{field.Name} is not text."); }
        }
        return fields;
    }

    int WholeNumber(JsonElement parent, string name, string where, int missing)
    {
        if (!Has(parent, name)) { return missing; }
        var element = parent.GetProperty(name);
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number)) { return number; }
        _problems.Add($"{Where(where, name)} is not an integer.");
        return missing;
    }

    bool Boolean(JsonElement parent, string name, string where)
    {
        var kind = parent.GetProperty(name).ValueKind;
        if (kind is not (JsonValueKind.True or JsonValueKind.False)) { _problems.Add($"{Where(where, name)} is not true or false."); }
        return kind == JsonValueKind.True;
    }

    AttributePath Path(JsonElement element, string where)
    {
        if (Text(element, "path", where) is { } text)
        {
            try { return AttributePath.Parse(text); }
            catch (FormatException exception) { _problems.Add($"{where}.path: {exception.Message}"); }
        }
        return AttributePath.Of("?");
    }

    DataType Type(JsonElement element, string where)
    {
        if (Text(element, "type", where) is { } text)
        {
            if (DataType.TryParse(text, out var type, out var problem)) { return type; }
            _problems.Add($"{where}.type: {problem}");
        }
        return DataType.String;
    }

    DateOnly Date(JsonElement element, string name, string where)
    {
        if (Text(element, name, where) is { } text)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return date;
            }
            _problems.Add($"{where}.{name} is '{text}'; expected a day as yyyy-MM-dd.");
        }
        return default;
    }

    T Word<T>(JsonElement element, string name, string where, IReadOnlyDictionary<string, T> words)
    {
        if (Text(element, name, where) is { } text)
        {
            if (words.TryGetValue(text, out var value)) { return value; }
            _problems.Add($"{Where(where, name)} is '{text}'; expected one of {string.Join(", ", words.Keys)}.");
        }
        return default!;
    }

    IEnumerable<(JsonElement Element, string Where)> Objects(JsonElement parent, string name, string where, bool required)
    {
        var full = $"{where}{name}";
        if (!Has(parent, name))
        {
            if (required) { _problems.Add($"{full} is missing."); }
            yield break;
        }
        var array = parent.GetProperty(name);
        if (array.ValueKind != JsonValueKind.Array)
        {
            _problems.Add($"{full} is not an array.");
            yield break;
        }
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{full}[{index++}]");
            if (element.ValueKind == JsonValueKind.Object) { yield return (element, place); }
            else { _problems.Add($"{place} is not an object."); }
        }
    }

    List<string> Texts(JsonElement parent, string name, string where, bool required)
    {
        List<string> texts = [];
        var full = Where(where, name);
        if (!Has(parent, name))
        {
            if (required) { _problems.Add($"{full} is missing."); }
            return texts;
        }
        var array = parent.GetProperty(name);
        if (array.ValueKind != JsonValueKind.Array || array.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            _problems.Add($"{full} is not an array of texts.");
            return texts;
        }
        texts.AddRange(array.EnumerateArray().Select(item => item.GetString()!));
        return texts;
    }

    string? Text(JsonElement parent, string name, string where)
    {
        if (!Has(parent, name)) { _problems.Add($"{Where(where, name)} is missing."); }
        else if (parent.GetProperty(name).ValueKind != JsonValueKind.String) { _problems.Add($"{Where(where, name)} is not text."); }
        else { return parent.GetProperty(name).GetString(); }
        return null;
    }

    void CheckMembers(JsonElement element, string where, params ReadOnlySpan<string> known)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                _problems.Add($"{Where(where, member.Name)} is not a member of a schema file; expected one of {string.Join(", ", known)}.");
            }
        }
    }

    static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);

    static string Where(string where, string name) => where.Length == 0 ? name : $"{where}.{name}";
}
