using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>The operations with which tools browse the catalog.</summary>
static class MetadataOperations
{
    const string Catalog = "AwsDataCatalog";
    const int MaxPage = 50;

    internal static Task ListCatalogsAsync(JsonCall call)
    {
        call.Json.WriteStartArray("DataCatalogsSummary");
        WriteCatalog(call, "CatalogName");
        call.Json.WriteEndArray();
        return Task.CompletedTask;
    }

    internal static Task GetCatalogAsync(JsonCall call)
    {
        Check(call.Text("Name"));
        call.Json.WritePropertyName("DataCatalog");
        WriteCatalog(call, "Name");
        return Task.CompletedTask;
    }

    internal static async Task GetDatabaseAsync(JsonCall call)
    {
        Check(call.Text("CatalogName"));
        var name = call.Required("DatabaseName");
        var database = await call.Client.Catalog.FindDatabaseAsync(name, call.Cancellation).ConfigureAwait(false)
            ?? throw new AthenaException(RequestError.Metadata, $"Database {name} is not found.");
        call.Json.WritePropertyName("Database");
        Write(call, database);
    }

    internal static Task ListDatabasesAsync(JsonCall call)
    {
        Check(call.Text("CatalogName"));
        return GlueDatabaseOperations.WritePageAsync(call, MaxPage, Write);
    }

    internal static async Task GetTableAsync(JsonCall call)
    {
        Check(call.Text("CatalogName"));
        var (database, name) = (call.Required("DatabaseName"), call.Required("TableName"));
        var table = await call.Client.Catalog.FindTableAsync(database, name, call.Cancellation).ConfigureAwait(false)
            ?? throw new AthenaException(RequestError.Metadata, $"Table {database}.{name} is not found.");
        call.Json.WritePropertyName("TableMetadata");
        Write(call, table);
    }

    internal static async Task ListTablesAsync(JsonCall call)
    {
        Check(call.Text("CatalogName"));
        var (database, expression) = (call.Required("DatabaseName"), call.Text("Expression"));
        List<GlueTable> tables = [];
        try
        {
            await foreach (var table in call.Client.Catalog.GetTablesAsync(database, call.Cancellation).ConfigureAwait(false))
            {
                if (Matches(expression, table.Name)) { tables.Add(table); }
            }
        }
        catch (GlueEntityNotFoundException exception)
        {
            throw new AthenaException(RequestError.Metadata, $"Database {database} is not found.", exception);
        }
        call.WritePage(
            "TableMetadataList",
            tables.OrderBy(table => table.Name, StringComparer.Ordinal),
            table => table.Name,
            MaxPage,
            table => Write(call, table));
    }

    /// <summary>Whether a name matches a regular expression of a request; without one, every name does.</summary>
    internal static bool Matches(string? expression, string name)
    {
        try
        {
            return expression is null or "" || HivePattern.IsRegexMatch(expression, name);
        }
        catch (ArgumentException exception)
        {
            throw new AthenaException(RequestError.Invalid, "Expression is not a regular expression.", exception);
        }
    }

    static void Check(string? catalog)
    {
        if (!Catalog.Equals(catalog, StringComparison.OrdinalIgnoreCase))
        {
            throw new AthenaException(RequestError.Invalid, $"Catalog {catalog} is not found; expected {Catalog}.");
        }
    }

    static void WriteCatalog(JsonCall call, string member)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString(member, Catalog);
        call.Json.WriteString("Type", "GLUE");
        if (member == "Name") { call.WriteMap("Parameters", [new("catalog-id", StsService.Account)]); }
        call.Json.WriteEndObject();
    }

    static void Write(JsonCall call, GlueDatabase database)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("Name", database.Name);
        if (database.Description is { } description) { call.Json.WriteString("Description", description); }
        call.WriteMap("Parameters", database.Parameters);
        call.Json.WriteEndObject();
    }

    static void Write(JsonCall call, GlueTable table)
    {
        var definition = table.Definition;
        call.Json.WriteStartObject();
        call.Json.WriteString("Name", table.Name);
        if (table.CreateTime is { } created) { call.WriteTime("CreateTime", created); }
        call.Json.WriteString("TableType", definition.TableType);
        Write(call, "Columns", definition.Storage.Columns);
        Write(call, "PartitionKeys", definition.PartitionKeys);
        Dictionary<string, string> parameters = new(definition.Parameters, StringComparer.Ordinal);
        Add("location", definition.Storage.Location);
        Add("inputformat", definition.Storage.InputFormat);
        Add("outputformat", definition.Storage.OutputFormat);
        Add("serde.serialization.lib", definition.Storage.SerDe?.SerializationLibrary);
        foreach (var (key, value) in definition.Storage.SerDe?.Parameters.AsEnumerable() ?? []) { Add($"serde.param.{key}", value); }
        call.WriteMap("Parameters", parameters);
        call.Json.WriteEndObject();

        void Add(string key, string? value)
        {
            if (value is not null) { parameters[key] = value; }
        }
    }

    static void Write(JsonCall call, string name, IReadOnlyList<GlueColumn> columns)
    {
        call.Json.WriteStartArray(name);
        foreach (var column in columns)
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("Name", column.Name);
            call.Json.WriteString("Type", column.Type);
            if (column.Comment is { } comment) { call.Json.WriteString("Comment", comment); }
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
    }
}
