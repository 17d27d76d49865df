namespace BiPipeline.Toolkit.Flattening;

/// <summary>The invoker of a function, which determines the form of its answer.</summary>
enum RecordSource
{
    /// <summary>An ordered stream: Lambda delivers the lowest failed record and all later ones again.</summary>
    Stream = 0,

    /// <summary>SQS, or EventBridge Pipes: the answer lists each failed message, which is delivered again.</summary>
    Queue,

    /// <summary>A Firehose transformation: each record gets a result.</summary>
    Firehose,

    /// <summary>An asynchronous invocation, by SNS or EventBridge: the event is delivered again only after an exception.</summary>
    Asynchronous,
}
