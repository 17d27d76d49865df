using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>Glue's operations of databases.</summary>
static class GlueDatabaseOperations
{
    const int MaxPage = 100;

    internal static Task CreateAsync(JsonCall call) => call.Client.Catalog.CreateDatabaseAsync(Read(call), call.Cancellation);

    internal static Task UpdateAsync(JsonCall call) =>
        call.Client.Catalog.UpdateDatabaseAsync(Read(call) with { Name = GlueOperations.Required(call, "Name") }, call.Cancellation);

    internal static Task DeleteAsync(JsonCall call) =>
        call.Client.DeleteDatabaseAsync(GlueOperations.Required(call, "Name"), call.Cancellation);

    internal static async Task GetAsync(JsonCall call)
    {
        var database = await call.Client.Catalog.GetDatabaseAsync(GlueOperations.Required(call, "Name"), call.Cancellation)
            .ConfigureAwait(false);
        call.Json.WritePropertyName("Database");
        Write(call, database);
    }

    internal static Task ListAsync(JsonCall call) => WritePageAsync(call, MaxPage, Write);

    /// <summary>Writes a page of the databases, as Athena's operation does too.</summary>
    internal static async Task WritePageAsync(JsonCall call, int maxPage, Action<JsonCall, GlueDatabase> write)
    {
        List<GlueDatabase> databases = [];
        await foreach (var database in call.Client.Catalog.GetDatabasesAsync(call.Cancellation).ConfigureAwait(false))
        {
            databases.Add(database);
        }
        call.WritePage(
            "DatabaseList",
            databases.OrderBy(database => database.Name, StringComparer.Ordinal),
            database => database.Name,
            maxPage,
            database => write(call, database));
    }

    static GlueDatabase Read(JsonCall call)
    {
        var input = JsonCall.Object(call.Request, "DatabaseInput");
        return JsonCall.Text(input, "Name") is { Length: > 0 }
            ? GlueJson.ReadDatabase(input)
            : throw GlueOperations.Invalid("DatabaseInput has no Name");
    }

    static void Write(JsonCall call, GlueDatabase database)
    {
        call.Json.WriteStartObject();
        GlueJson.WriteMembers(call.Json, database);
        call.Json.WriteString("CatalogId", StsService.Account);
        call.Json.WriteEndObject();
    }
}
