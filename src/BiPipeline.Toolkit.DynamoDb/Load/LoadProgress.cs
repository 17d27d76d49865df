namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>How far a load is. Immutable.</summary>
public sealed record LoadProgress
{
    /// <summary>Items that are in the table, those of earlier runs included.</summary>
    public required int Items { get; init; }

    /// <summary>Items to write in all.</summary>
    public required int ItemsTotal { get; init; }

    /// <summary>Changes that are made, those of earlier runs included.</summary>
    public required int Changes { get; init; }

    /// <summary>Changes to make in all.</summary>
    public required int ChangesTotal { get; init; }

    /// <summary>Items and changes that this run found done by an earlier one.</summary>
    public required int AlreadyDone { get; init; }

    /// <summary>Updates of items that are not there, such as those that the TTL service has deleted since.</summary>
    public required int NotFound { get; init; }

    /// <summary>Requests that were sent again because the table was too busy.</summary>
    public required int Retries { get; init; }

    /// <summary>True when everything is done.</summary>
    public bool IsComplete => Items == ItemsTotal && Changes == ChangesTotal;
}
