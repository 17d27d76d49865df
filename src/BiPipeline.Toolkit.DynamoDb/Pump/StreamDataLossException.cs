namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Records of a shard were gone before they were read: a table's stream keeps them for 24 hours.</summary>
public sealed class StreamDataLossException : Exception
{
    /// <summary>A loss after a record.</summary>
    public StreamDataLossException(string shardId, string? lastSequenceNumber, Exception innerException)
        : base(Text(shardId, lastSequenceNumber), innerException) => (ShardId, LastSequenceNumber) = (shardId, lastSequenceNumber);

    /// <summary>The shard.</summary>
    public string ShardId { get; }

    /// <summary>The last record that was read; null when none was.</summary>
    public string? LastSequenceNumber { get; }

    static string Text(string shardId, string? last) =>
        $"Shard '{shardId}' no longer has the records after {last ?? "its start"}: they were not read within 24 hours. Take them from an export or a scan of the table, then go on with {nameof(StreamPumpOptions.ContinueAfterLoss)}.";
}
