namespace BiPipeline.Toolkit.Flattening;

/// <summary>The parts of a record other than its image. Positions refer to the record's bytes; -1 for a missing part.</summary>
struct RecordHeader
{
    /// <summary>Whether the item left this table: its old image is a deletion here.</summary>
    internal readonly bool AsDeleted;
    internal RecordOp Op;
    internal JsonText EventId;
    internal bool HasEventId;
    internal JsonText Arn;
    internal bool HasArn;
    internal JsonText TableName;
    internal JsonText Region;
    internal JsonText Sequence;
    internal bool HasSequence;
    internal long TimeMicros;
    internal bool HasTime;
    internal long AsOf;
    internal bool HasAsOf;
    internal JsonText KinesisNumber;
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

    internal RecordHeader(bool asDeleted)
    {
        AsDeleted = asDeleted;
        (Keys, NewImage, OldImage, Item) = (-1, -1, -1, -1);
    }

    internal readonly bool IsNewImageWanted => !AsDeleted && (Op is RecordOp.Insert or RecordOp.Modify || IsExport);

    /// <summary>The record's form.</summary>
    internal readonly RecordKind Kind =>
        Op == RecordOp.Item ? RecordKind.Item
        : IsExport ? RecordKind.IncrementalExport
        : IsKinesis ? RecordKind.Kinesis
        : RecordKind.Stream;

    /// <summary>Whether the row is dated: an item, or a line of an incremental export. Others are changes.</summary>
    internal readonly bool IsDated => Op == RecordOp.Item || IsExport;

    internal readonly bool IsDeletion => AsDeleted || Op == RecordOp.Remove;

    /// <summary>Returns the DynamoDB table and Region that the record names.</summary>
    internal readonly StreamSource Source(ReadOnlySpan<byte> bytes) => new(Arn.In(bytes), TableName.In(bytes), Region.In(bytes));

    /// <summary>Returns the sequence number, even of a record that could not be read; empty if there is none.</summary>
    internal readonly ReadOnlySpan<byte> SequenceNumber(ReadOnlySpan<byte> bytes) =>
        HasSequence && !Sequence.Escaped ? Sequence.In(bytes) : default;

    /// <summary>The event's id; empty when it has none.</summary>
    internal readonly ReadOnlySpan<byte> EventIdentifier(ReadOnlySpan<byte> bytes) =>
        HasEventId && !EventId.Escaped ? EventId.In(bytes) : default;

    /// <summary>Whether the TTL service deleted the item (developer guide, "DynamoDB Streams and Time to Live").</summary>
    internal readonly bool IsTtl => Op == RecordOp.Remove && TtlPrincipal && ServiceIdentity;
}
