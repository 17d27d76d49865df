namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The members of a record, and of the objects in it, that mean something (facts of the stream, Kinesis and export formats).
/// </summary>
enum RecordMember
{
    Other = 0,
    EventId,
    EventName,
    EventSourceArn,
    UserIdentity,
    DynamoDb,
    Time,
    SequenceNumber,
    Keys,
    NewImage,
    OldImage,
    Item,
    RecordFormat,
    Kinesis,
    QuarantinedRecord,
    QuarantinedBytes,
    Metadata,
    WriteTimestampMicros,
    PrincipalId,
    IdentityType,
}
