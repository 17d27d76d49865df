namespace BiPipeline.Toolkit.Lake.Tests.Stores;

/// <summary>How an HTTP request goes wrong.</summary>
public enum HttpFault
{
    /// <summary>It goes well.</summary>
    None,

    /// <summary>The connection breaks before the server has it.</summary>
    LostRequest,

    /// <summary>The server did it, but the connection breaks before its answer.</summary>
    LostAnswer,

    /// <summary>503 SlowDown, nothing done.</summary>
    SlowDown,

    /// <summary>500 after it was done.</summary>
    InternalErrorAfter,

    /// <summary>409 ConditionalRequestConflict, nothing done.</summary>
    Conflict,

    /// <summary>412, nothing done: somebody else wrote the object.</summary>
    PreconditionFailed,

    /// <summary>403, nothing done.</summary>
    Denied,

    /// <summary>The caller cancels it on its way.</summary>
    CancelledBefore,

    /// <summary>The caller cancels it when it is done.</summary>
    CancelledAfter,
}
