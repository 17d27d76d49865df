using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>The operations of queries and their results.</summary>
static class QueryOperations
{
    const int MaxPage = 50;
    const int MaxRows = 1000;
    const int DefaultReuseMinutes = 60;

    internal static async Task StartAsync(JsonCall call) =>
        call.Json.WriteString(
            "QueryExecutionId",
            await call.Client.StartQueryExecutionAsync(ReadRequest(call), call.Cancellation).ConfigureAwait(false));

    internal static async Task GetAsync(JsonCall call)
    {
        call.Json.WritePropertyName("QueryExecution");
        QueryExecutionJson.Write(call, await ReadAsync(call).ConfigureAwait(false));
    }

    internal static async Task BatchGetAsync(JsonCall call)
    {
        List<string> missing = [];
        call.Json.WriteStartArray("QueryExecutions");
        foreach (var id in call.Texts("QueryExecutionIds"))
        {
            try
            {
                QueryExecutionJson.Write(call, await call.Client.GetQueryExecutionAsync(id, call.Cancellation).ConfigureAwait(false));
            }
            catch (AthenaException)
            {
                missing.Add(id);
            }
        }
        call.Json.WriteEndArray();
        call.Json.WriteStartArray("UnprocessedQueryExecutionIds");
        foreach (var id in missing)
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("QueryExecutionId", id);
            call.Json.WriteString("ErrorCode", "INVALID_INPUT");
            call.Json.WriteString("ErrorMessage", $"QueryExecution {id} was not found");
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
    }

    /// <summary>Lists the newest first, so that a page's token is an id and not an order.</summary>
    internal static Task ListAsync(JsonCall call)
    {
        var ids = call.Client.List(call.Text("WorkGroup") ?? LocalAthenaOptions.DefaultWorkGroup);
        var start = call.Text("NextToken") is { } token ? 1 + IndexOf(ids, token) : 0;
        var most = JsonCall.Object(call.Request, "MaxResults") is { ValueKind: JsonValueKind.Number } given
            ? Math.Clamp(given.GetInt32(), 1, MaxPage)
            : MaxPage;
        call.Json.WriteStartArray("QueryExecutionIds");
        foreach (var id in ids.Skip(start).Take(most)) { call.Json.WriteStringValue(id); }
        call.Json.WriteEndArray();
        if (ids.Count > start + most) { call.Json.WriteString("NextToken", ids[start + most - 1]); }
        return Task.CompletedTask;
    }

    internal static Task StopAsync(JsonCall call) => call.Client.StopQueryExecutionAsync(Id(call), call.Cancellation);

    internal static async Task GetResultsAsync(JsonCall call)
    {
        var maxResults = JsonCall.Object(call.Request, "MaxResults") is { ValueKind: JsonValueKind.Number } max ? max.GetInt32() : MaxRows;
        var page = await call.Client.GetQueryResultsAsync(Id(call), call.Text("NextToken"), maxResults, call.Cancellation)
            .ConfigureAwait(false);
        Write(call.Json, page);
    }

    internal static async Task GetStatisticsAsync(JsonCall call)
    {
        var execution = await ReadAsync(call).ConfigureAwait(false);
        var json = call.Json;
        json.WriteStartObject("QueryRuntimeStatistics");
        json.WriteStartObject("Timeline");
        QueryExecutionJson.WriteTimes(json, execution);
        json.WriteEndObject();
        json.WriteStartObject("Rows");
        json.WriteNumber("InputBytes", execution.DataScannedBytes ?? 0);
        if (call.Client.ResultOf(execution.QueryExecutionId) is { } result)
        {
            json.WriteNumber("OutputRows", result.Rows.Count);
            json.WriteNumber("OutputBytes", result.Rows.Sum(row => row.Sum(value => (long)Encoding.UTF8.GetByteCount(value ?? ""))));
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static Task<AthenaQueryExecution> ReadAsync(JsonCall call) => call.Client.GetQueryExecutionAsync(Id(call), call.Cancellation);

    static string Id(JsonCall call) => call.Required("QueryExecutionId");

    static int IndexOf(IReadOnlyList<string> ids, string token)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == token) { return i; }
        }
        throw new AthenaException(RequestError.Invalid, "NextToken is not valid.");
    }

    static AthenaQueryRequest ReadRequest(JsonCall call)
    {
        var context = JsonCall.Object(call.Request, "QueryExecutionContext");
        var reuse = JsonCall.Object(JsonCall.Object(call.Request, "ResultReuseConfiguration"), "ResultReuseByAgeConfiguration");
        var minutes = JsonCall.Object(reuse, "MaxAgeInMinutes") is { ValueKind: JsonValueKind.Number } age
            ? age.GetInt32()
            : DefaultReuseMinutes;
        return new AthenaQueryRequest
        {
            QueryString = call.Required("QueryString"),
            ClientRequestToken = call.Required("ClientRequestToken"),
            Database = JsonCall.Text(context, "Database"),
            Catalog = JsonCall.Text(context, "Catalog"),
            WorkGroup = call.Text("WorkGroup"),
            OutputLocation = JsonCall.Text(JsonCall.Object(call.Request, "ResultConfiguration"), "OutputLocation"),
            ExecutionParameters = call.Texts("ExecutionParameters"),
            ResultReuseMaxAge = JsonCall.Object(reuse, "Enabled").ValueKind == JsonValueKind.True
                ? TimeSpan.FromMinutes(minutes)
                : null,
        };
    }

    static void Write(Utf8JsonWriter json, AthenaResultPage page)
    {
        json.WriteNumber("UpdateCount", page.UpdateCount ?? 0);
        json.WriteStartObject("ResultSet");
        json.WriteStartArray("Rows");
        foreach (var row in page.Rows)
        {
            json.WriteStartObject();
            json.WriteStartArray("Data");
            foreach (var value in row)
            {
                json.WriteStartObject();
                if (value is not null) { json.WriteString("VarCharValue", value); }
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("ResultSetMetadata");
        json.WriteStartArray("ColumnInfo");
        foreach (var column in page.Columns) { Write(json, column); }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        if (page.NextToken is { } next) { json.WriteString("NextToken", next); }
    }

    static void Write(Utf8JsonWriter json, AthenaColumn column)
    {
        json.WriteStartObject();
        json.WriteString("CatalogName", "hive");
        json.WriteString("SchemaName", "");
        json.WriteString("TableName", "");
        json.WriteString("Name", column.Name);
        json.WriteString("Label", column.Name);
        json.WriteString("Type", column.Type);
        json.WriteNumber("Precision", column.Precision);
        json.WriteNumber("Scale", column.Scale);
        json.WriteString("Nullable", "UNKNOWN");
        json.WriteBoolean("CaseSensitive", column.Type is "varchar" or "char");
        json.WriteEndObject();
    }
}
