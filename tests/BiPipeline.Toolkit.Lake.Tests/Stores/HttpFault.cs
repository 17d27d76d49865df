namespace BiPipeline.Toolkit.Lake.Tests.Stores;

/// <summary>The fault of an HTTP request.</summary>
public enum HttpFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The connection breaks before the server receives the request.</summary>
    LostRequest,

    /// <summary>The server completed the request, but the connection breaks before its answer.</summary>
    LostAnswer,

    /// <summary>503 SlowDown, nothing done.</summary>
    SlowDown,

    /// <summary>500 after the request was completed.</summary>
    InternalErrorAfter,

    /// <summary>409 ConditionalRequestConflict, nothing done.</summary>
    Conflict,

    /// <summary>412, nothing done: another writer wrote the object.</summary>
    PreconditionFailed,

    /// <summary>403, nothing done.</summary>
    Denied,

    /// <summary>The caller cancels the request before it is sent.</summary>
    CancelledBefore,

    /// <summary>The caller cancels the request after it was completed.</summary>
    CancelledAfter,
}
