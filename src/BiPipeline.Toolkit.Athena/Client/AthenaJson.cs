namespace BiPipeline.Toolkit.Athena;

/// <summary>Converts this package's records to and from Athena's JSON.</summary>
static class AthenaJson
{
    internal static void Write(Utf8JsonWriter json, AthenaQueryRequest request)
    {
        json.WriteString("QueryString", request.QueryString);
        json.WriteString("ClientRequestToken", request.ClientRequestToken);
        if (request.Database is not null || request.Catalog is not null)
        {
            json.WriteStartObject("QueryExecutionContext");
            if (request.Database is { } database) { json.WriteString("Database", database); }
            if (request.Catalog is { } catalog) { json.WriteString("Catalog", catalog); }
            json.WriteEndObject();
        }
        if (request.OutputLocation is { } output)
        {
            json.WriteStartObject("ResultConfiguration");
            json.WriteString("OutputLocation", output);
            json.WriteEndObject();
        }
        if (request.WorkGroup is { } workGroup) { json.WriteString("WorkGroup", workGroup); }
        if (request.ExecutionParameters.Count > 0)
        {
            json.WriteStartArray("ExecutionParameters");
            foreach (var parameter in request.ExecutionParameters) { json.WriteStringValue(parameter); }
            json.WriteEndArray();
        }
        if (request.ResultReuseMaxAge is { } age)
        {
            json.WriteStartObject("ResultReuseConfiguration");
            json.WriteStartObject("ResultReuseByAgeConfiguration");
            json.WriteBoolean("Enabled", true);
            json.WriteNumber("MaxAgeInMinutes", (int)age.TotalMinutes);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    internal static AthenaQueryExecution ReadExecution(JsonElement json)
    {
        var status = Member(json, "Status");
        var statistics = Member(json, "Statistics");
        var error = Member(status, "AthenaError");
        return new(Text(json, "QueryExecutionId")!, State(Text(status, "State")))
        {
            StateChangeReason = Text(status, "StateChangeReason"),
            ErrorCategory = (int?)Number(error, "ErrorCategory"),
            ErrorType = (int?)Number(error, "ErrorType"),
            ErrorMessage = Text(error, "ErrorMessage"),
            IsRetryable = IsTrue(error, "Retryable"),
            Query = Text(json, "Query"),
            StatementType = Text(json, "StatementType"),
            SubstatementType = Text(json, "SubstatementType"),
            Database = Text(Member(json, "QueryExecutionContext"), "Database"),
            WorkGroup = Text(json, "WorkGroup"),
            OutputLocation = Text(Member(json, "ResultConfiguration"), "OutputLocation"),
            DataScannedBytes = Number(statistics, "DataScannedInBytes"),
            EngineExecutionTime = Milliseconds(statistics, "EngineExecutionTimeInMillis"),
            TotalExecutionTime = Milliseconds(statistics, "TotalExecutionTimeInMillis"),
            ReusedPreviousResult = IsTrue(Member(statistics, "ResultReuseInformation"), "ReusedPreviousResult"),
            SubmissionTime = Time(status, "SubmissionDateTime"),
            CompletionTime = Time(status, "CompletionDateTime"),
        };
    }

    internal static AthenaResultPage ReadPage(JsonElement json)
    {
        var set = Member(json, "ResultSet");
        return new(
            [.. List(Member(set, "ResultSetMetadata"), "ColumnInfo").Select(Column)],
            [.. List(set, "Rows").Select(Row)],
            Text(json, "NextToken") is { Length: > 0 } token ? token : null)
        {
            UpdateCount = Number(json, "UpdateCount"),
        };
    }

    static AthenaColumn Column(JsonElement json) =>
        new(
            Text(json, "Name") ?? "",
            Text(json, "Type") ?? "varchar",
            (int)(Number(json, "Precision") ?? 0),
            (int)(Number(json, "Scale") ?? 0));

    // A Datum without VarCharValue is NULL.
    static IReadOnlyList<string?> Row(JsonElement json) => [.. List(json, "Data").Select(datum => Text(datum, "VarCharValue"))];

    static AthenaQueryState State(string? text) => text switch
    {
        "QUEUED" => AthenaQueryState.Queued,
        "SUCCEEDED" => AthenaQueryState.Succeeded,
        "FAILED" => AthenaQueryState.Failed,
        "CANCELLED" => AthenaQueryState.Cancelled,
        // Unknown states too: a query runs until the service reports its end.
        _ => AthenaQueryState.Running,
    };

    static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    static JsonElement.ArrayEnumerator List(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    static bool IsTrue(JsonElement json, string name) => Member(json, name).ValueKind == JsonValueKind.True;

    static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    static long? Number(JsonElement json, string name)
    {
        if (Member(json, name) is not { ValueKind: JsonValueKind.Number } number) { return null; }
        return number.TryGetInt64(out var whole) ? whole : (long)number.GetDouble();
    }

    static TimeSpan? Milliseconds(JsonElement json, string name) =>
        Number(json, name) is { } number ? TimeSpan.FromMilliseconds(number) : null;

    static DateTimeOffset? Time(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Number } number ? DateTimeOffset.UnixEpoch.AddSeconds(number.GetDouble()) : null;
}
