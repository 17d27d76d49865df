using System.Text.Json;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>Athena's operations, from request JSON to response JSON.</summary>
sealed class AthenaOperations(LocalAthenaClient client, Utf8JsonWriter json)
{
    internal async Task RunAsync(string operation, JsonElement request, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        switch (operation)
        {
            case "StartQueryExecution":
                json.WriteString(
                    "QueryExecutionId",
                    await client.StartQueryExecutionAsync(ReadRequest(request), cancellationToken).ConfigureAwait(false));
                break;
            case "GetQueryExecution":
                json.WritePropertyName("QueryExecution");
                Write(await client.GetQueryExecutionAsync(Id(request), cancellationToken).ConfigureAwait(false));
                break;
            case "BatchGetQueryExecution":
                await BatchGetAsync(request, cancellationToken).ConfigureAwait(false);
                break;
            case "ListQueryExecutions":
                json.WriteStartArray("QueryExecutionIds");
                foreach (var id in client.List(Text(request, "WorkGroup") ?? LocalAthenaOptions.DefaultWorkGroup).Take(50))
                {
                    json.WriteStringValue(id);
                }
                json.WriteEndArray();
                break;
            case "StopQueryExecution":
                await client.StopQueryExecutionAsync(Id(request), cancellationToken).ConfigureAwait(false);
                break;
            case "GetQueryResults":
                var maxResults = request.TryGetProperty("MaxResults", out var max) ? max.GetInt32() : 1000;
                Write(
                    await client.GetQueryResultsAsync(
                        Id(request),
                        Text(request, "NextToken"),
                        maxResults,
                        cancellationToken).ConfigureAwait(false));
                break;
            case "GetWorkGroup":
                WriteWorkGroup(Text(request, "WorkGroup") ?? throw Missing("WorkGroup"));
                break;
            case "ListWorkGroups":
                json.WriteStartArray("WorkGroups");
                foreach (var workGroup in client.WorkGroups) { WriteWorkGroupMembers(workGroup); }
                json.WriteEndArray();
                break;
            case "CreateWorkGroup":
                var name = Text(request, "Name") ?? throw Missing("Name");
                if (!client.AddWorkGroup(name))
                {
                    throw new AthenaException(LocalAthenaClient.InvalidRequest, $"WorkGroup {name} is already created");
                }
                break;
            case var other when await new CatalogOperations(client.Catalog, json).TryRunAsync(other, request, cancellationToken)
                .ConfigureAwait(false):
                break;
            default:
                throw new AthenaException("UnknownOperationException", $"LocalAthena does not support the operation {operation}.");
        }
        json.WriteEndObject();
    }

    static AthenaQueryRequest ReadRequest(JsonElement request)
    {
        var context = request.TryGetProperty("QueryExecutionContext", out var given) ? given : default;
        return new AthenaQueryRequest
        {
            QueryString = Text(request, "QueryString") ?? throw Missing("QueryString"),
            ClientRequestToken = Text(request, "ClientRequestToken") ?? throw Missing("ClientRequestToken"),
            Database = Text(context, "Database"),
            Catalog = Text(context, "Catalog"),
            WorkGroup = Text(request, "WorkGroup"),
            OutputLocation = request.TryGetProperty("ResultConfiguration", out var result) ? Text(result, "OutputLocation") : null,
            ExecutionParameters = request.TryGetProperty("ExecutionParameters", out var parameters)
                ? [.. parameters.EnumerateArray().Select(parameter => parameter.GetString()!)]
                : [],
        };
    }

    async Task BatchGetAsync(JsonElement request, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        json.WriteStartArray("QueryExecutions");
        foreach (var id in request.GetProperty("QueryExecutionIds").EnumerateArray().Select(element => element.GetString()!))
        {
            try
            {
                Write(await client.GetQueryExecutionAsync(id, cancellationToken).ConfigureAwait(false));
            }
            catch (AthenaException)
            {
                missing.Add(id);
            }
        }
        json.WriteEndArray();
        json.WriteStartArray("UnprocessedQueryExecutionIds");
        foreach (var id in missing)
        {
            json.WriteStartObject();
            json.WriteString("QueryExecutionId", id);
            json.WriteString("ErrorCode", "INVALID_INPUT");
            json.WriteString("ErrorMessage", $"QueryExecution {id} was not found");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void Write(AthenaQueryExecution execution)
    {
        json.WriteStartObject();
        json.WriteString("QueryExecutionId", execution.QueryExecutionId);
        json.WriteString("Query", execution.Query);
        json.WriteString("StatementType", execution.StatementType);
        json.WriteString("SubstatementType", execution.SubstatementType);
        json.WriteString("WorkGroup", execution.WorkGroup);
        json.WriteStartObject("ResultConfiguration");
        if (execution.OutputLocation is { } output) { json.WriteString("OutputLocation", output); }
        json.WriteEndObject();
        json.WriteStartObject("QueryExecutionContext");
        if (execution.Database is { } database) { json.WriteString("Database", database); }
        json.WriteString("Catalog", "awsdatacatalog");
        json.WriteEndObject();
        WriteStatus(execution);
        json.WriteStartObject("Statistics");
        json.WriteNumber("DataScannedInBytes", execution.DataScannedBytes ?? 0);
        if (execution.EngineExecutionTime is { } engine)
        {
            json.WriteNumber("EngineExecutionTimeInMillis", (long)engine.TotalMilliseconds);
        }
        if (execution.TotalExecutionTime is { } total)
        {
            json.WriteNumber("TotalExecutionTimeInMillis", (long)total.TotalMilliseconds);
            json.WriteNumber("QueryQueueTimeInMillis", (long)(total - (execution.EngineExecutionTime ?? total)).TotalMilliseconds);
        }
        json.WriteStartObject("ResultReuseInformation");
        json.WriteBoolean("ReusedPreviousResult", false);
        json.WriteEndObject();
        json.WriteEndObject();
        WriteEngineVersion();
        json.WriteEndObject();
    }

    void WriteStatus(AthenaQueryExecution execution)
    {
        json.WriteStartObject("Status");
        json.WriteString("State", execution.State.ToString().ToUpperInvariant());
        if (execution.StateChangeReason is { } reason) { json.WriteString("StateChangeReason", reason); }
        if (execution.SubmissionTime is { } submitted)
        {
            json.WriteNumber("SubmissionDateTime", submitted.ToUnixTimeMilliseconds() / 1000d);
        }
        if (execution.CompletionTime is { } completed)
        {
            json.WriteNumber("CompletionDateTime", completed.ToUnixTimeMilliseconds() / 1000d);
        }
        if (execution.ErrorCategory is { } category)
        {
            json.WriteStartObject("AthenaError");
            json.WriteNumber("ErrorCategory", category);
            json.WriteNumber("ErrorType", execution.ErrorType ?? 0);
            json.WriteBoolean("Retryable", execution.IsRetryable);
            json.WriteString("ErrorMessage", execution.ErrorMessage);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    void Write(AthenaResultPage page)
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
        foreach (var column in page.Columns) { Write(column); }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        if (page.NextToken is { } next) { json.WriteString("NextToken", next); }
    }

    void Write(AthenaColumn column)
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

    void WriteWorkGroup(string name)
    {
        if (!client.WorkGroups.Contains(name, StringComparer.Ordinal))
        {
            throw new AthenaException(LocalAthenaClient.InvalidRequest, $"WorkGroup {name} is not found.");
        }
        json.WriteStartObject("WorkGroup");
        json.WriteString("Name", name);
        json.WriteString("State", "ENABLED");
        json.WriteStartObject("Configuration");
        json.WriteStartObject("ResultConfiguration");
        json.WriteEndObject();
        json.WriteBoolean("EnforceWorkGroupConfiguration", false);
        json.WriteBoolean("PublishCloudWatchMetricsEnabled", false);
        json.WriteBoolean("RequesterPaysEnabled", false);
        WriteEngineVersion();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    void WriteWorkGroupMembers(string name)
    {
        json.WriteStartObject();
        json.WriteString("Name", name);
        json.WriteString("State", "ENABLED");
        json.WriteEndObject();
    }

    void WriteEngineVersion()
    {
        json.WriteStartObject("EngineVersion");
        json.WriteString("SelectedEngineVersion", "AUTO");
        json.WriteString("EffectiveEngineVersion", "Athena engine version 3");
        json.WriteEndObject();
    }

    static string Id(JsonElement request) => Text(request, "QueryExecutionId") ?? throw Missing("QueryExecutionId");

    static AthenaException Missing(string member) => new(LocalAthenaClient.InvalidRequest, $"{member} is required.");

    internal static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
