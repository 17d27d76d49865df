namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>What goes wrong in a delivery.</summary>
enum DeliveryFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A put fails and stores nothing.</summary>
    PutFails,

    /// <summary>A put stores its object and fails all the same.</summary>
    AnswerIsLost,

    /// <summary>The process ends after a put: nobody is answered, and the batch comes again.</summary>
    ProcessEnds,
}
