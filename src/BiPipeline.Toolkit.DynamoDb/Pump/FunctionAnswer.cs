namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// A function's answer about its batch (Lambda developer guide, "Configuring partial batch response with DynamoDB and Lambda").
/// </summary>
/// <param name="IsSuccess">Whether every record was processed.</param>
/// <param name="FirstFailed">The first failed record of the batch; null when the whole batch failed.</param>
readonly record struct FunctionAnswer(bool IsSuccess, int? FirstFailed)
{
    internal static FunctionAnswer Success { get; } = new(IsSuccess: true, null);

    internal static FunctionAnswer WholeBatchFailed { get; } = new(IsSuccess: false, null);

    /// <summary>
    /// Reads an answer. An unreadable answer, or an identifier that is not in the batch, means that the whole batch failed.
    /// </summary>
    internal static FunctionAnswer Read(ReadOnlyMemory<byte> answer, ReadOnlySpan<StreamRecord> batch)
    {
        if (answer.Length == 0) { return Success; }
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement switch
            {
                { ValueKind: JsonValueKind.Null } => Success,
                { ValueKind: JsonValueKind.String } text when text.ValueEquals("") => Success,
                { ValueKind: JsonValueKind.Object } response => ReadResponse(response, batch),
                _ => WholeBatchFailed,
            };
        }
        catch (JsonException)
        {
            return WholeBatchFailed;
        }
    }

    static FunctionAnswer ReadResponse(JsonElement response, ReadOnlySpan<StreamRecord> batch)
    {
        if (!response.TryGetProperty("batchItemFailures", out var failures) || failures.ValueKind == JsonValueKind.Null) { return Success; }
        if (failures.ValueKind != JsonValueKind.Array) { return WholeBatchFailed; }
        int? lowest = null;
        foreach (var failure in failures.EnumerateArray())
        {
            if (failure.ValueKind != JsonValueKind.Object
                || !failure.TryGetProperty("itemIdentifier", out var identifier)
                || identifier.ValueKind != JsonValueKind.String)
            {
                return WholeBatchFailed;
            }
            var index = IndexOf(batch, identifier);
            if (index < 0) { return WholeBatchFailed; }
            lowest = Math.Min(lowest ?? index, index);
        }
        return lowest is null ? Success : new FunctionAnswer(IsSuccess: false, lowest);
    }

    static int IndexOf(ReadOnlySpan<StreamRecord> batch, JsonElement identifier)
    {
        for (var index = 0; index < batch.Length; index++)
        {
            if (identifier.ValueEquals(batch[index].SequenceNumber)) { return index; }
        }
        return -1;
    }
}
