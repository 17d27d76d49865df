namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Splits the answer of GetRecords into records. Keeps their bytes except for Lambda's own changes: it adds <c>eventSourceARN</c>, and
/// writes the members of <c>userIdentity</c> in lower case.
/// </summary>
static class StreamRecordReader
{
    /// <summary>Reads the page of an answer.</summary>
    /// <exception cref="DynamoDbStreamsException">The bytes are not an answer of GetRecords.</exception>
    internal static StreamRecordPage Read(ReadOnlyMemory<byte> answer, string streamArn)
    {
        List<StreamRecord> records = [];
        string? next = null;
        try
        {
            var reader = new Utf8JsonReader(answer.Span);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isRecords = reader.ValueTextEquals("Records"u8);
                var isNext = reader.ValueTextEquals("NextShardIterator"u8);
                reader.Read();
                if (isNext) { next = reader.GetString(); }
                else if (isRecords && reader.TokenType == JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    {
                        records.Add(ReadRecord(ref reader, answer, streamArn));
                    }
                }
                else { reader.Skip(); }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new DynamoDbStreamsException(
                DynamoDbStreamsException.UnreadableAnswer,
                "DynamoDB Streams GetRecords: the answer can't be read; expected a DynamoDB endpoint.",
                isTransient: false,
                exception);
        }
        return new StreamRecordPage(records, next);
    }

    /// <summary>Reads a single record.</summary>
    /// <exception cref="DynamoDbStreamsException">The JSON is not a record, or has no sequence number.</exception>
    internal static StreamRecord ReadOne(ReadOnlyMemory<byte> json, string streamArn)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject) { return ReadRecord(ref reader, json, streamArn); }
        }
        catch (JsonException exception)
        {
            throw new DynamoDbStreamsException(
                DynamoDbStreamsException.UnreadableAnswer,
                "The stream record is not JSON.",
                isTransient: false,
                exception);
        }
        throw new DynamoDbStreamsException(
            DynamoDbStreamsException.UnreadableAnswer,
            "The stream record is not a JSON object.",
            isTransient: false);
    }

    static StreamRecord ReadRecord(ref Utf8JsonReader reader, ReadOnlyMemory<byte> answer, string streamArn)
    {
        var start = (int)reader.TokenStartIndex;
        (string? sequence, DateTimeOffset? created) = (null, null);
        var identity = default(Range?);
        var hasSource = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isChange = reader.ValueTextEquals("dynamodb"u8);
            var isIdentity = reader.ValueTextEquals("userIdentity"u8);
            hasSource |= reader.ValueTextEquals("eventSourceARN"u8);
            reader.Read();
            var valueStart = (int)reader.TokenStartIndex;
            if (isChange && reader.TokenType == JsonTokenType.StartObject) { (sequence, created) = ReadChange(ref reader); }
            else { reader.Skip(); }
            if (isIdentity && reader.TokenType == JsonTokenType.EndObject) { identity = valueStart..(int)reader.BytesConsumed; }
        }
        var end = (int)reader.BytesConsumed;
        if (sequence is null)
        {
            throw new DynamoDbStreamsException(
                DynamoDbStreamsException.UnreadableAnswer,
                "The stream record has no dynamodb.SequenceNumber; expected one.",
                isTransient: false);
        }
        return new StreamRecord(AsLambdaSends(answer.Span, start..end, identity, hasSource ? null : streamArn), sequence, created);
    }

    static (string? Sequence, DateTimeOffset? Created) ReadChange(ref Utf8JsonReader reader)
    {
        string? sequence = null;
        DateTimeOffset? created = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSequence = reader.ValueTextEquals("SequenceNumber"u8);
            var isCreated = reader.ValueTextEquals("ApproximateCreationDateTime"u8);
            reader.Read();
            if (isSequence && reader.TokenType == JsonTokenType.String) { sequence = reader.GetString(); }
            else if (isCreated && reader.TokenType == JsonTokenType.Number)
            {
                created = DateTimeOffset.UnixEpoch.AddSeconds(reader.GetDouble());
            }
            else { reader.Skip(); }
        }
        return (sequence, created);
    }

    static byte[] AsLambdaSends(ReadOnlySpan<byte> answer, Range record, Range? identity, string? streamArn)
    {
        using var bytes = new MemoryStream(answer[record].Length + 128);
        // Up to the closing brace, before which the source is added.
        var body = answer[record.Start..(record.End.Value - 1)];
        if (identity is { } range)
        {
            bytes.Write(answer[record.Start..range.Start]);
            WriteIdentity(bytes, answer[range]);
            bytes.Write(answer[range.End..(record.End.Value - 1)]);
        }
        else { bytes.Write(body); }
        if (streamArn is not null)
        {
            bytes.Write(",\"eventSourceARN\":\""u8);
            bytes.Write(JsonEncodedText.Encode(streamArn).EncodedUtf8Bytes);
            bytes.Write("\""u8);
        }
        bytes.Write("}"u8);
        return bytes.ToArray();
    }

    static void WriteIdentity(MemoryStream bytes, ReadOnlySpan<byte> identity)
    {
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        var reader = new Utf8JsonReader(identity);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            json.WritePropertyName(name switch { "Type" => "type", "PrincipalId" => "principalId", _ => name });
            json.WriteRawValue(identity[valueStart..(int)reader.BytesConsumed]);
        }
        json.WriteEndObject();
    }
}
