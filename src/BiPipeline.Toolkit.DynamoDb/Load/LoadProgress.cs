namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The progress of a load. Immutable.</summary>
public sealed record LoadProgress
{
    /// <summary>Number of items in the table, including those of earlier runs.</summary>
    public required int Items { get; init; }

    /// <summary>Number of items in the load.</summary>
    public required int ItemsTotal { get; init; }

    /// <summary>Number of completed changes, including those of earlier runs.</summary>
    public required int Changes { get; init; }

    /// <summary>Number of changes in the load.</summary>
    public required int ChangesTotal { get; init; }

    /// <summary>Number of items and changes that an earlier run had completed.</summary>
    public required int AlreadyDone { get; init; }

    /// <summary>Number of updates of items that do not exist, such as those that the TTL service has deleted.</summary>
    public required int NotFound { get; init; }

    /// <summary>Number of requests that were repeated because the table was too busy.</summary>
    public required int Retries { get; init; }

    /// <summary>Whether everything is done.</summary>
    public bool IsComplete => Items == ItemsTotal && Changes == ChangesTotal;
}
