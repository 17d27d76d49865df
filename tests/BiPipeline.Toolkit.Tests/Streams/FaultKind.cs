namespace BiPipeline.Toolkit.Tests.Streams;

/// <summary>The fault of a store's call.</summary>
public enum FaultKind
{
    /// <summary>The call fails before any effect.</summary>
    Before,

    /// <summary>The call fails after its effect: the answer is lost.</summary>
    After,

    /// <summary>503 after the SDK's retries.</summary>
    SlowDown,

    /// <summary>409, from a concurrent writer.</summary>
    Conflict,

    /// <summary>The call times out without an effect.</summary>
    TimeOutBefore,

    /// <summary>The call times out after its effect.</summary>
    TimeOutAfter,

    /// <summary>The invocation is cancelled before the call.</summary>
    CancelledBefore,

    /// <summary>The invocation is cancelled after the call.</summary>
    CancelledAfter,

    /// <summary>The process ends before the call: no call follows, and there is no answer.</summary>
    KilledBefore,

    /// <summary>The process ends after the call.</summary>
    KilledAfter,

    /// <summary>The object exists (412).</summary>
    AlreadyExists,
}
