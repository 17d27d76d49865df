namespace BiPipeline.Toolkit.Glue;

/// <summary>Converts the catalog's records to and from Glue's JSON.</summary>
static class GlueJson
{
    internal static void Write(Utf8JsonWriter json, GlueDatabase database)
    {
        json.WriteStartObject();
        WriteMembers(json, database);
        json.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter json, GlueDatabase database)
    {
        json.WriteString("Name", database.Name);
        WriteText(json, "Description", database.Description);
        WriteText(json, "LocationUri", database.LocationUri);
        WriteMap(json, "Parameters", database.Parameters);
    }

    internal static void Write(Utf8JsonWriter json, GlueTableInput table)
    {
        json.WriteStartObject();
        WriteMembers(json, table);
        json.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter json, GlueTableInput table)
    {
        json.WriteString("Name", table.Name);
        WriteText(json, "Description", table.Description);
        WriteText(json, "Owner", table.Owner);
        WriteText(json, "TableType", table.TableType);
        WriteMap(json, "Parameters", table.Parameters);
        // Sent even when empty: otherwise Athena can't describe an unpartitioned table.
        WriteColumns(json, "PartitionKeys", table.PartitionKeys);
        json.WritePropertyName("StorageDescriptor");
        Write(json, table.Storage);
        WriteText(json, "ViewOriginalText", table.ViewOriginalText);
        WriteText(json, "ViewExpandedText", table.ViewExpandedText);
        WriteOther(json, table.Other);
    }

    internal static void Write(Utf8JsonWriter json, GluePartition partition)
    {
        json.WriteStartObject();
        WriteMembers(json, partition);
        json.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter json, GluePartition partition)
    {
        json.WriteStartArray("Values");
        foreach (var value in partition.Values) { json.WriteStringValue(value); }
        json.WriteEndArray();
        json.WritePropertyName("StorageDescriptor");
        Write(json, partition.Storage);
        WriteMap(json, "Parameters", partition.Parameters);
    }

    internal static GlueDatabase ReadDatabase(JsonElement json) => new(Text(json, "Name")!)
    {
        Description = Text(json, "Description"),
        LocationUri = Text(json, "LocationUri"),
        Parameters = Map(json, "Parameters"),
    };

    internal static GlueTable ReadTable(JsonElement json, string database) => new(
        Text(json, "DatabaseName") ?? database,
        ReadTableInput(json),
        Text(json, "VersionId"))
    {
        CreateTime = Time(json, "CreateTime"),
        UpdateTime = Time(json, "UpdateTime"),
    };

    internal static GluePartition ReadPartition(JsonElement json) =>
        new([.. List(json, "Values").Select(value => value.GetString()!)], ReadStorage(json)) { Parameters = Map(json, "Parameters") };

    internal static GluePartitionError ReadPartitionError(JsonElement json)
    {
        var detail = json.TryGetProperty("ErrorDetail", out var found) ? found : default;
        return new(
            [.. List(json, "PartitionValues").Select(value => value.GetString()!)],
            detail.ValueKind == JsonValueKind.Object ? Text(detail, "ErrorCode") ?? "" : "",
            detail.ValueKind == JsonValueKind.Object ? Text(detail, "ErrorMessage") : null);
    }

    internal static string? NextToken(JsonElement json) => Text(json, "NextToken") is { Length: > 0 } token ? token : null;

    internal static IEnumerable<JsonElement> List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    internal static GlueTableInput ReadTableInput(JsonElement json) => new()
    {
        Name = Text(json, "Name")!,
        Description = Text(json, "Description"),
        Owner = Text(json, "Owner"),
        TableType = Text(json, "TableType"),
        Parameters = Map(json, "Parameters"),
        PartitionKeys = Columns(json, "PartitionKeys"),
        Storage = ReadStorage(json),
        ViewOriginalText = Text(json, "ViewOriginalText"),
        ViewExpandedText = Text(json, "ViewExpandedText"),
        Other = Others(
            json,
            static name => name is "Retention" or "LastAccessTime" or "LastAnalyzedTime" or "TargetTable" or "ViewDefinition"),
    };

    static GlueStorageDescriptor ReadStorage(JsonElement json)
    {
        if (!json.TryGetProperty("StorageDescriptor", out var storage) || storage.ValueKind != JsonValueKind.Object) { return new(); }
        return new()
        {
            Columns = Columns(storage, "Columns"),
            Location = Text(storage, "Location"),
            InputFormat = Text(storage, "InputFormat"),
            OutputFormat = Text(storage, "OutputFormat"),
            SerDe = storage.TryGetProperty("SerdeInfo", out var serDe) && serDe.ValueKind == JsonValueKind.Object
                ? new GlueSerDe(Text(serDe, "SerializationLibrary")) { Name = Text(serDe, "Name"), Parameters = Map(serDe, "Parameters") }
                : null,
            Parameters = Map(storage, "Parameters"),
            Other = Others(storage, static name => name
                is not ("Columns" or "Location" or "InputFormat" or "OutputFormat" or "SerdeInfo" or "Parameters")),
        };
    }

    static void Write(Utf8JsonWriter json, GlueStorageDescriptor storage)
    {
        json.WriteStartObject();
        WriteColumns(json, "Columns", storage.Columns);
        WriteText(json, "Location", storage.Location);
        WriteText(json, "InputFormat", storage.InputFormat);
        WriteText(json, "OutputFormat", storage.OutputFormat);
        if (storage.SerDe is { } serDe)
        {
            json.WriteStartObject("SerdeInfo");
            WriteText(json, "Name", serDe.Name);
            WriteText(json, "SerializationLibrary", serDe.SerializationLibrary);
            WriteMap(json, "Parameters", serDe.Parameters);
            json.WriteEndObject();
        }
        WriteMap(json, "Parameters", storage.Parameters);
        WriteOther(json, storage.Other);
        json.WriteEndObject();
    }

    static void WriteColumns(Utf8JsonWriter json, string name, IReadOnlyList<GlueColumn> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("Name", column.Name);
            WriteText(json, "Type", column.Type);
            WriteText(json, "Comment", column.Comment);
            WriteMap(json, "Parameters", column.Parameters);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0) { return; }
        json.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal)) { json.WriteString(key, value); }
        json.WriteEndObject();
    }

    static void WriteOther(Utf8JsonWriter json, IReadOnlyDictionary<string, JsonElement> other)
    {
        foreach (var (name, value) in other.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) { json.WriteString(name, text); }
    }

    static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Epoch seconds, possibly with a fraction and an exponent.
    static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? DateTimeOffset.UnixEpoch.AddSeconds(value.GetDouble())
            : null;

    static ReadOnlyDictionary<string, string> Map(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? new(value.EnumerateObject().ToDictionary(
                member => member.Name,
                member => member.Value.GetString() ?? "",
                StringComparer.Ordinal))
            : ReadOnlyDictionary<string, string>.Empty;

    static GlueColumn[] Columns(JsonElement json, string name) =>
        [.. List(json, name).Select(Column)];

    static GlueColumn Column(JsonElement json) => new(Text(json, "Name")!, Text(json, "Type"), Text(json, "Comment"))
    {
        Parameters = Map(json, "Parameters"),
    };

    static ReadOnlyDictionary<string, JsonElement> Others(JsonElement json, Func<string, bool> isOther)
    {
        var others = json.EnumerateObject()
            .Where(member => isOther(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(member => member.Name, member => member.Value.Clone(), StringComparer.Ordinal);
        return others.Count > 0 ? new(others) : ReadOnlyDictionary<string, JsonElement>.Empty;
    }
}
