namespace BiPipeline.Toolkit.Flattening;

/// <summary>The framing of a payload's records.</summary>
enum PayloadKind
{
    /// <summary>The first bytes decide.</summary>
    Detect = 0,

    /// <summary>One Lambda event, <c>{"Records":[…]}</c>, from DynamoDB Streams or Kinesis; or an array of records.</summary>
    Event,

    /// <summary>One record after another: JSON lines of stream records or exports, raw and quarantine objects.</summary>
    Lines,

    /// <summary>A Lambda on-failure object in S3, with the event as text in <c>payload</c>.</summary>
    OnFailure,
}
