namespace BiPipeline.Toolkit;

/// <summary>The order of the changes of one key. Items and lines of incremental exports are dated, and suit both orders.</summary>
public enum RecordOrder
{
    /// <summary>The stream's sequence number (<c>sequence</c>): DynamoDB Streams.</summary>
    Sequence = 0,

    /// <summary>The time of the change (<c>time</c>): Kinesis Data Streams for DynamoDB.</summary>
    Time,
}
