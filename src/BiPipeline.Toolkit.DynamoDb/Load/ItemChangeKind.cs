namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>What a change writes.</summary>
public enum ItemChangeKind
{
    /// <summary>Sets and removes attributes.</summary>
    Update = 0,

    /// <summary>Writes a whole item.</summary>
    Put,

    /// <summary>Deletes an item.</summary>
    Delete,
}
