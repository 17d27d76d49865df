using System.Text.Json;
using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>The operations with which tools browse the catalog.</summary>
sealed class CatalogOperations(IGlueCatalog glue, Utf8JsonWriter json)
{
    const string Catalog = "AwsDataCatalog";
    const string MetadataError = "MetadataException";
    const int MaxPage = 50;

    /// <summary>Writes the members of an answer; false for an operation of another kind.</summary>
    internal async Task<bool> TryRunAsync(string operation, JsonElement request, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case "ListDataCatalogs":
                json.WriteStartArray("DataCatalogsSummary");
                WriteCatalog("CatalogName");
                json.WriteEndArray();
                return true;
            case "GetDataCatalog":
                Check(AthenaOperations.Text(request, "Name"));
                json.WritePropertyName("DataCatalog");
                WriteCatalog("Name");
                return true;
            case "GetDatabase":
                Check(AthenaOperations.Text(request, "CatalogName"));
                await WriteDatabaseAsync(Required(request, "DatabaseName"), cancellationToken).ConfigureAwait(false);
                return true;
            case "GetTableMetadata":
                Check(AthenaOperations.Text(request, "CatalogName"));
                var (database, name) = (Required(request, "DatabaseName"), Required(request, "TableName"));
                var table = await glue.FindTableAsync(database, name, cancellationToken).ConfigureAwait(false)
                    ?? throw new AthenaException(MetadataError, $"Table {database}.{name} is not found.");
                json.WritePropertyName("TableMetadata");
                Write(table);
                return true;
            case "ListTableMetadata":
                Check(AthenaOperations.Text(request, "CatalogName"));
                await ListTablesAsync(request, cancellationToken).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    static void Check(string? catalog)
    {
        if (!Catalog.Equals(catalog, StringComparison.OrdinalIgnoreCase))
        {
            throw new AthenaException(LocalAthenaClient.InvalidRequest, $"Catalog {catalog} is not found; expected {Catalog}.");
        }
    }

    static string Required(JsonElement request, string member) =>
        AthenaOperations.Text(request, member)
            ?? throw new AthenaException(LocalAthenaClient.InvalidRequest, $"{member} is required.");

    async Task WriteDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        var database = await glue.FindDatabaseAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new AthenaException(MetadataError, $"Database {name} is not found.");
        json.WriteStartObject("Database");
        json.WriteString("Name", database.Name);
        if (database.Description is { } description) { json.WriteString("Description", description); }
        Write("Parameters", database.Parameters);
        json.WriteEndObject();
    }

    async Task ListTablesAsync(JsonElement request, CancellationToken cancellationToken)
    {
        var expression = AthenaOperations.Text(request, "Expression");
        var most = request.TryGetProperty("MaxResults", out var given) ? Math.Clamp(given.GetInt32(), 1, MaxPage) : MaxPage;
        var after = AthenaOperations.Text(request, "NextToken");
        List<GlueTable> tables = [];
        await foreach (var table in glue.GetTablesAsync(Required(request, "DatabaseName"), cancellationToken).ConfigureAwait(false))
        {
            if (Matches(expression, table.Name)) { tables.Add(table); }
        }
        // The token is the name of the last table of the page before.
        var rest = tables.OrderBy(table => table.Name, StringComparer.Ordinal)
            .Where(table => after is null || string.CompareOrdinal(table.Name, after) > 0)
            .ToArray();
        json.WriteStartArray("TableMetadataList");
        foreach (var table in rest.Take(most)) { Write(table); }
        json.WriteEndArray();
        if (rest.Length > most) { json.WriteString("NextToken", rest[most - 1].Name); }
    }

    static bool Matches(string? expression, string name)
    {
        try
        {
            return expression is null or ""
                || Regex.IsMatch(
                    name,
                    $"^(?:{expression})$",
                    RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
                    TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            throw new AthenaException(LocalAthenaClient.InvalidRequest, "Expression is not a regular expression.", exception);
        }
    }

    void WriteCatalog(string member)
    {
        json.WriteStartObject();
        json.WriteString(member, Catalog);
        json.WriteString("Type", "GLUE");
        json.WriteEndObject();
    }

    void Write(GlueTable table)
    {
        var definition = table.Definition;
        json.WriteStartObject();
        json.WriteString("Name", table.Name);
        if (table.CreateTime is { } created) { json.WriteNumber("CreateTime", created.ToUnixTimeMilliseconds() / 1000d); }
        json.WriteString("TableType", definition.TableType);
        Write("Columns", definition.Storage.Columns);
        Write("PartitionKeys", definition.PartitionKeys);
        Dictionary<string, string> parameters = new(definition.Parameters, StringComparer.Ordinal);
        Add("location", definition.Storage.Location);
        Add("inputformat", definition.Storage.InputFormat);
        Add("outputformat", definition.Storage.OutputFormat);
        Add("serde.serialization.lib", definition.Storage.SerDe?.SerializationLibrary);
        foreach (var (key, value) in definition.Storage.SerDe?.Parameters.AsEnumerable() ?? []) { Add($"serde.param.{key}", value); }
        Write("Parameters", parameters);
        json.WriteEndObject();

        void Add(string key, string? value)
        {
            if (value is not null) { parameters[key] = value; }
        }
    }

    void Write(string name, IReadOnlyList<GlueColumn> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("Name", column.Name);
            json.WriteString("Type", column.Type);
            if (column.Comment is { } comment) { json.WriteString("Comment", comment); }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void Write(string name, IReadOnlyDictionary<string, string> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal)) { json.WriteString(key, value); }
        json.WriteEndObject();
    }
}
