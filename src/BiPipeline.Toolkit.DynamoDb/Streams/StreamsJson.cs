namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The API's requests and answers, except for records.</summary>
static class StreamsJson
{
    internal static void WriteList(Utf8JsonWriter json, string? table, string? last)
    {
        if (table is not null) { json.WriteString("TableName", table); }
        if (last is not null) { json.WriteString("ExclusiveStartStreamArn", last); }
    }

    internal static string? ReadList(JsonElement answer, List<string> streams)
    {
        streams.AddRange(Elements(answer, "Streams").Select(stream => Text(stream, "StreamArn")));
        return TextOrNull(answer, "LastEvaluatedStreamArn");
    }

    internal static void WriteDescribe(Utf8JsonWriter json, string streamArn, string? last)
    {
        json.WriteString("StreamArn", streamArn);
        if (last is not null) { json.WriteString("ExclusiveStartShardId", last); }
    }

    internal static (StreamDescription Description, string? Last) ReadDescription(JsonElement answer, List<StreamShard> shards)
    {
        if (!answer.TryGetProperty("StreamDescription", out var stream)) { throw Missing("StreamDescription"); }
        foreach (var shard in Elements(stream, "Shards"))
        {
            var isClosed = shard.TryGetProperty("SequenceNumberRange", out var range)
                && TextOrNull(range, "EndingSequenceNumber") is not null;
            shards.Add(new(Text(shard, "ShardId"), TextOrNull(shard, "ParentShardId"), isClosed));
        }
        return (
            new(Text(stream, "StreamArn"), Text(stream, "TableName"), Text(stream, "StreamStatus"), Text(stream, "StreamViewType"), shards),
            TextOrNull(stream, "LastEvaluatedShardId"));
    }

    internal static void WriteIterator(Utf8JsonWriter json, string streamArn, string shardId, ShardPosition position)
    {
        json.WriteString("StreamArn", streamArn);
        json.WriteString("ShardId", shardId);
        json.WriteString("ShardIteratorType", position.IteratorType);
        if (position.SequenceNumber is { } sequence) { json.WriteString("SequenceNumber", sequence); }
    }

    internal static string ReadIterator(JsonElement answer) => Text(answer, "ShardIterator");

    internal static void WriteGetRecords(Utf8JsonWriter json, string shardIterator, int limit)
    {
        json.WriteString("ShardIterator", shardIterator);
        json.WriteNumber("Limit", limit);
    }

    static JsonElement.ArrayEnumerator Elements(JsonElement json, string name) =>
        json.TryGetProperty(name, out var elements) && elements.ValueKind == JsonValueKind.Array ? elements.EnumerateArray() : default;

    static string Text(JsonElement json, string name) => TextOrNull(json, name) ?? throw Missing(name);

    static string? TextOrNull(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    static DynamoDbStreamsException Missing(string name) =>
        new(
            DynamoDbStreamsException.UnreadableAnswer,
            $"DynamoDB Streams: the answer has no '{name}'; expected a DynamoDB endpoint.",
            isTransient: false);
}
