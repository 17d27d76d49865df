using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>Glue's operations of registered partitions.</summary>
static class GluePartitionOperations
{
    const int MaxPage = 1000;

    internal static async Task CreateAsync(JsonCall call)
    {
        var input = JsonCall.Object(call.Request, "PartitionInput");
        if (await CreateAsync(call, [input]).ConfigureAwait(false) is [var error, ..]) { throw Thrown(error); }
    }

    internal static async Task BatchCreateAsync(JsonCall call) =>
        WriteErrors(call, await CreateAsync(call, GlueJson.List(call.Request, "PartitionInputList")).ConfigureAwait(false));

    internal static async Task DeleteAsync(JsonCall call)
    {
        var errors = await call.Client.Catalog.DeletePartitionsAsync(
            Database(call),
            Table(call),
            [call.Texts("PartitionValues")],
            call.Cancellation).ConfigureAwait(false);
        if (errors is [var error, ..]) { throw Thrown(error); }
    }

    internal static async Task BatchDeleteAsync(JsonCall call) => WriteErrors(
        call,
        await call.Client.Catalog.DeletePartitionsAsync(
            Database(call),
            Table(call),
            [.. GlueJson.List(call.Request, "PartitionsToDelete").Select(partition => JsonCall.Texts(partition, "Values"))],
            call.Cancellation).ConfigureAwait(false));

    internal static Task UpdateAsync(JsonCall call) => call.Client.Catalog.UpdatePartitionAsync(
        Database(call),
        Table(call),
        call.Texts("PartitionValueList"),
        GlueJson.ReadPartition(JsonCall.Object(call.Request, "PartitionInput")),
        call.Cancellation);

    internal static async Task GetAsync(JsonCall call)
    {
        var values = call.Texts("PartitionValues");
        await foreach (var partition in call.Client.Catalog.GetPartitionsAsync(Database(call), Table(call), call.Cancellation)
            .ConfigureAwait(false))
        {
            if (!partition.Values.SequenceEqual(values, StringComparer.Ordinal)) { continue; }
            call.Json.WritePropertyName("Partition");
            Write(call, partition);
            return;
        }
        throw new GlueEntityNotFoundException("Cannot find partition.");
    }

    internal static async Task ListAsync(JsonCall call)
    {
        var table = await call.Client.Catalog.GetTableAsync(Database(call), Table(call), call.Cancellation).ConfigureAwait(false);
        var filter = call.Text("Expression") is { Length: > 0 } expression
            ? new PartitionFilter(expression, table.Definition.PartitionKeys)
            : null;
        List<GluePartition> partitions = [];
        await foreach (var partition in call.Client.Catalog.GetPartitionsAsync(Database(call), Table(call), call.Cancellation)
            .ConfigureAwait(false))
        {
            if (filter?.Matches(partition.Values) is not false) { partitions.Add(partition); }
        }
        call.WritePage(
            "Partitions",
            partitions.OrderBy(Key, StringComparer.Ordinal),
            Key,
            MaxPage,
            partition => Write(call, partition));
    }

    static async Task<IReadOnlyList<GluePartitionError>> CreateAsync(JsonCall call, IEnumerable<JsonElement> inputs) =>
        await call.Client.Catalog.CreatePartitionsAsync(
            Database(call),
            Table(call),
            [.. inputs.Select(GlueJson.ReadPartition)],
            call.Cancellation).ConfigureAwait(false);

    // A control character that a value does not have separates the values, and keeps their order.
    static string Key(GluePartition partition) => string.Join('\u0001', partition.Values);

    static string Database(JsonCall call) => GlueOperations.Required(call, "DatabaseName");

    static string Table(JsonCall call) => GlueOperations.Required(call, "TableName");

    static GlueException Thrown(GluePartitionError error) => new(error.ErrorCode, error.Message ?? error.ErrorCode);

    static void Write(JsonCall call, GluePartition partition)
    {
        call.Json.WriteStartObject();
        GlueJson.WriteMembers(call.Json, partition);
        call.Json.WriteString("DatabaseName", Database(call));
        call.Json.WriteString("TableName", Table(call));
        call.Json.WriteString("CatalogId", StsService.Account);
        call.Json.WriteEndObject();
    }

    static void WriteErrors(JsonCall call, IReadOnlyList<GluePartitionError> errors)
    {
        call.Json.WriteStartArray("Errors");
        foreach (var error in errors)
        {
            call.Json.WriteStartObject();
            call.Json.WriteStartArray("PartitionValues");
            foreach (var value in error.Values) { call.Json.WriteStringValue(value); }
            call.Json.WriteEndArray();
            GlueOperations.WriteErrorDetail(call.Json, error.ErrorCode, error.Message);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
    }
}
