using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>Glue's operations of tables and views.</summary>
static class GlueTableOperations
{
    const int MaxPage = 100;

    internal static Task CreateAsync(JsonCall call) => call.Client.Catalog.CreateTableAsync(Database(call), Read(call), call.Cancellation);

    internal static Task UpdateAsync(JsonCall call) => call.Client.Catalog.UpdateTableAsync(
        Database(call),
        Read(call),
        call.Text("VersionId"),
        call.Flag("SkipArchive") ?? false,
        call.Cancellation);

    internal static Task DeleteAsync(JsonCall call) =>
        call.Client.DeleteTableAsync(Database(call), GlueOperations.Required(call, "Name"), call.Cancellation);

    internal static async Task BatchDeleteAsync(JsonCall call)
    {
        List<(string Name, GlueException Error)> errors = [];
        foreach (var name in call.Texts("TablesToDelete"))
        {
            try
            {
                await call.Client.DeleteTableAsync(Database(call), name, call.Cancellation).ConfigureAwait(false);
            }
            catch (GlueException exception)
            {
                errors.Add((name, exception));
            }
        }
        call.Json.WriteStartArray("Errors");
        foreach (var (name, error) in errors)
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("TableName", name);
            GlueOperations.WriteErrorDetail(call.Json, error.ErrorCode, error.Message);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
    }

    internal static async Task GetAsync(JsonCall call)
    {
        var table = await call.Client.Catalog.GetTableAsync(Database(call), GlueOperations.Required(call, "Name"), call.Cancellation)
            .ConfigureAwait(false);
        call.Json.WritePropertyName("Table");
        Write(call, table);
    }

    internal static async Task ListAsync(JsonCall call)
    {
        var expression = call.Text("Expression");
        List<GlueTable> tables = [];
        try
        {
            await foreach (var table in call.Client.Catalog.GetTablesAsync(Database(call), call.Cancellation).ConfigureAwait(false))
            {
                if (MetadataOperations.Matches(expression, table.Name)) { tables.Add(table); }
            }
        }
        catch (AthenaException exception)
        {
            throw new GlueException(GlueErrorCodes.InvalidInput, exception.Message, exception);
        }
        call.WritePage(
            "TableList",
            tables.OrderBy(table => table.Name, StringComparer.Ordinal),
            table => table.Name,
            MaxPage,
            table => Write(call, table));
    }

    /// <summary>Answers the current version, the only one that the catalog keeps.</summary>
    internal static async Task ListVersionsAsync(JsonCall call)
    {
        var table = await call.Client.Catalog.GetTableAsync(Database(call), GlueOperations.Required(call, "TableName"), call.Cancellation)
            .ConfigureAwait(false);
        call.Json.WriteStartArray("TableVersions");
        call.Json.WriteStartObject();
        if (table.VersionId is { } version) { call.Json.WriteString("VersionId", version); }
        call.Json.WritePropertyName("Table");
        Write(call, table);
        call.Json.WriteEndObject();
        call.Json.WriteEndArray();
    }

    static string Database(JsonCall call) => GlueOperations.Required(call, "DatabaseName");

    static GlueTableInput Read(JsonCall call)
    {
        var input = JsonCall.Object(call.Request, "TableInput");
        return JsonCall.Text(input, "Name") is { Length: > 0 }
            ? GlueJson.ReadTableInput(input)
            : throw GlueOperations.Invalid("TableInput has no Name");
    }

    static void Write(JsonCall call, GlueTable table)
    {
        call.Json.WriteStartObject();
        GlueJson.WriteMembers(call.Json, table.Definition);
        call.Json.WriteString("DatabaseName", table.Database);
        call.Json.WriteString("CatalogId", StsService.Account);
        if (table.VersionId is { } version) { call.Json.WriteString("VersionId", version); }
        if (table.CreateTime is { } created) { call.WriteTime("CreateTime", created); }
        if (table.UpdateTime is { } updated) { call.WriteTime("UpdateTime", updated); }
        call.Json.WriteBoolean("IsRegisteredWithLakeFormation", false);
        call.Json.WriteEndObject();
    }
}
