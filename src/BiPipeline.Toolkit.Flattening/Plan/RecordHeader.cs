namespace BiPipeline.Toolkit.Flattening;

/// <summary>What was met in a record besides its image. Positions are into the record's bytes; -1 for what was not met.</summary>
struct RecordHeader
{
    internal RecordOp Op;
    internal JsonText EventId;
    internal bool HasEventId;
    internal JsonText Arn;
    internal bool HasArn;
    internal JsonText Sequence;
    internal bool HasSequence;
    internal long TimeMicros;
    internal bool HasTime;
    internal bool IsExport;
    internal bool IsKinesis;
    internal bool IsWrapping;
    internal bool TtlPrincipal;
    internal bool ServiceIdentity;
    internal bool ImageRead;
    internal int Keys;
    internal int NewImage;
    internal int OldImage;
    internal int Item;

    internal static RecordHeader Empty => new() { Keys = -1, NewImage = -1, OldImage = -1, Item = -1 };

    /// <summary>Deleted by the TTL service (developer guide, "DynamoDB Streams and Time to Live").</summary>
    internal readonly bool IsTtl => Op == RecordOp.Remove && TtlPrincipal && ServiceIdentity;
}
