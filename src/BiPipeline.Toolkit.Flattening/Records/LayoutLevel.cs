namespace BiPipeline.Toolkit.Flattening;

/// <summary>The objects of a record whose members have a meaning.</summary>
enum LayoutLevel
{
    Record = 0,

    /// <summary><c>dynamodb</c>.</summary>
    Change,

    /// <summary><c>kinesis</c>.</summary>
    Kinesis,

    /// <summary><c>Metadata</c> of an incremental export's line.</summary>
    Metadata,
}
