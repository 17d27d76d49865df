namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>The fault of a delivery.</summary>
enum DeliveryFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>A put fails and stores nothing.</summary>
    PutFails,

    /// <summary>A put stores its object but fails.</summary>
    AnswerIsLost,

    /// <summary>The process ends after a put: there is no answer, and the batch is retried.</summary>
    ProcessEnds,
}
