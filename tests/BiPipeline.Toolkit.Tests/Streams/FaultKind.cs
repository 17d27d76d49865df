namespace BiPipeline.Toolkit.Tests.Streams;

/// <summary>How a store's call goes wrong.</summary>
public enum FaultKind
{
    /// <summary>It fails before it did anything.</summary>
    Before,

    /// <summary>It fails when all was done: the answer is lost.</summary>
    After,

    /// <summary>503, which the SDK gave up on.</summary>
    SlowDown,

    /// <summary>409, a racing writer.</summary>
    Conflict,

    /// <summary>It took too long, and nothing was done.</summary>
    TimeOutBefore,

    /// <summary>It took too long, but all was done.</summary>
    TimeOutAfter,

    /// <summary>The invocation is cancelled before it.</summary>
    CancelledBefore,

    /// <summary>The invocation is cancelled after it.</summary>
    CancelledAfter,

    /// <summary>The process ends before it: neither it nor any later call happens, and nobody is answered.</summary>
    KilledBefore,

    /// <summary>The process ends after it.</summary>
    KilledAfter,

    /// <summary>The object is there already (412).</summary>
    AlreadyExists,
}
