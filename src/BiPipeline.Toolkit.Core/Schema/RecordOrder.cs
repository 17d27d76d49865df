namespace BiPipeline.Toolkit;

/// <summary>The order of the changes of one key.</summary>
public enum RecordOrder
{
    /// <summary>The stream's sequence number (<c>sequence</c>): DynamoDB Streams.</summary>
    Sequence = 0,

    /// <summary>The time of the change (<c>time</c>): Kinesis Data Streams for DynamoDB, incremental exports.</summary>
    Time,
}
