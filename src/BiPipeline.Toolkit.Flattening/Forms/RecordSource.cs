namespace BiPipeline.Toolkit.Flattening;

/// <summary>What invoked a function, as far as its answer depends on it.</summary>
enum RecordSource
{
    /// <summary>An ordered stream: everything from the lowest failed record on is delivered again.</summary>
    Stream = 0,

    /// <summary>SQS, or EventBridge Pipes: each failed message is named and delivered again.</summary>
    Queue,

    /// <summary>A Firehose transformation: each record gets a result.</summary>
    Firehose,

    /// <summary>An asynchronous invocation, by SNS or EventBridge: only an exception delivers the event again.</summary>
    Asynchronous,
}
