namespace BiPipeline.Toolkit.Athena;

/// <summary>Where a query stands. RUNNING can go back to QUEUED: the service retries by itself.</summary>
public enum AthenaQueryState
{
    /// <summary>Accepted, not yet begun (<c>QUEUED</c>).</summary>
    Queued = 0,

    /// <summary>At work (<c>RUNNING</c>).</summary>
    Running,

    /// <summary>Done (<c>SUCCEEDED</c>).</summary>
    Succeeded,

    /// <summary>Ended with an error (<c>FAILED</c>).</summary>
    Failed,

    /// <summary>Stopped by a user or a limit (<c>CANCELLED</c>).</summary>
    Cancelled,
}
