namespace BiPipeline.Toolkit.Flattening;

/// <summary>How a payload frames its records.</summary>
enum PayloadKind
{
    /// <summary>Detected from the first bytes.</summary>
    Detect = 0,

    /// <summary>One Lambda event, <c>{"Records":[…]}</c>, from DynamoDB Streams or Kinesis; or an array of records.</summary>
    Event,

    /// <summary>Records one after the other: JSON lines of stream records or exports, raw and quarantine objects.</summary>
    Lines,

    /// <summary>A Lambda on-failure object in S3, whose <c>payload</c> is the event as text.</summary>
    OnFailure,
}
