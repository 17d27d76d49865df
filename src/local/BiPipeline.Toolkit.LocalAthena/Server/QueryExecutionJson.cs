using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>Writes a query in the form of GetQueryExecution.</summary>
static class QueryExecutionJson
{
    internal static void Write(JsonCall call, AthenaQueryExecution execution)
    {
        var json = call.Json;
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
        if (call.Client.RequestOf(execution.QueryExecutionId) is { } request) { WriteRequest(json, request); }
        WriteStatus(call, execution);
        json.WriteStartObject("Statistics");
        json.WriteNumber("DataScannedInBytes", execution.DataScannedBytes ?? 0);
        if (execution.OutputLocation is { } place && call.Client.ResultOf(execution.QueryExecutionId)?.Manifest is not null)
        {
            json.WriteString("DataManifestLocation", place + ResultWriter.ManifestSuffix);
        }
        WriteTimes(json, execution);
        json.WriteStartObject("ResultReuseInformation");
        json.WriteBoolean("ReusedPreviousResult", false);
        json.WriteEndObject();
        json.WriteEndObject();
        WorkGroupOperations.WriteEngineVersion(json, "EngineVersion");
        json.WriteEndObject();
    }

    internal static void WriteTimes(Utf8JsonWriter json, AthenaQueryExecution execution)
    {
        if (execution.EngineExecutionTime is { } engine)
        {
            json.WriteNumber("EngineExecutionTimeInMillis", (long)engine.TotalMilliseconds);
        }
        if (execution.TotalExecutionTime is { } total)
        {
            json.WriteNumber("TotalExecutionTimeInMillis", (long)total.TotalMilliseconds);
            json.WriteNumber("QueryQueueTimeInMillis", (long)(total - (execution.EngineExecutionTime ?? total)).TotalMilliseconds);
            json.WriteNumber("QueryPlanningTimeInMillis", 0);
            json.WriteNumber("ServiceProcessingTimeInMillis", 0);
        }
    }

    static void WriteRequest(Utf8JsonWriter json, AthenaQueryRequest request)
    {
        if (request.ExecutionParameters.Count > 0)
        {
            json.WriteStartArray("ExecutionParameters");
            foreach (var parameter in request.ExecutionParameters) { json.WriteStringValue(parameter); }
            json.WriteEndArray();
        }
        if (request.ResultReuseMaxAge is not { } age) { return; }
        json.WriteStartObject("ResultReuseConfiguration");
        json.WriteStartObject("ResultReuseByAgeConfiguration");
        json.WriteBoolean("Enabled", true);
        json.WriteNumber("MaxAgeInMinutes", (int)age.TotalMinutes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteStatus(JsonCall call, AthenaQueryExecution execution)
    {
        var json = call.Json;
        json.WriteStartObject("Status");
        json.WriteString("State", execution.State.ToString().ToUpperInvariant());
        if (execution.StateChangeReason is { } reason) { json.WriteString("StateChangeReason", reason); }
        if (execution.SubmissionTime is { } submitted) { call.WriteTime("SubmissionDateTime", submitted); }
        if (execution.CompletionTime is { } completed) { call.WriteTime("CompletionDateTime", completed); }
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
}
