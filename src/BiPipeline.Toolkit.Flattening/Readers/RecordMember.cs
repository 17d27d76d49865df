namespace BiPipeline.Toolkit.Flattening;

/// <summary>The members with a meaning in a record and its objects (from the stream, Kinesis and export formats).</summary>
enum RecordMember
{
    Other = 0,
    EventId,
    EventName,
    EventSourceArn,
    TableName,
    Region,
    UserIdentity,
    DynamoDb,
    Time,
    SequenceNumber,
    Keys,
    NewImage,
    OldImage,
    Item,
    AsOf,
    KinesisSequenceNumber,
    RecordFormat,
    Kinesis,
    QuarantinedRecord,
    QuarantinedBytes,
    Metadata,
    WriteTimestampMicros,
    PrincipalId,
    IdentityType,
}
