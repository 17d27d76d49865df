namespace BiPipeline.Toolkit.Athena;

/// <summary>The state of a query. RUNNING can change back to QUEUED, because the service retries.</summary>
public enum AthenaQueryState
{
    /// <summary>Accepted, not yet started (<c>QUEUED</c>).</summary>
    Queued = 0,

    /// <summary>Running (<c>RUNNING</c>).</summary>
    Running,

    /// <summary>Ended with a result (<c>SUCCEEDED</c>).</summary>
    Succeeded,

    /// <summary>Ended with an error (<c>FAILED</c>).</summary>
    Failed,

    /// <summary>Stopped by a caller or a limit (<c>CANCELLED</c>).</summary>
    Cancelled,
}
