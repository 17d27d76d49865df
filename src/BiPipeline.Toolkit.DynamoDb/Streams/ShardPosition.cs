namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A place in a shard.</summary>
public readonly record struct ShardPosition
{
    ShardPosition(ShardPositionKind kind, string? sequenceNumber) => (Kind, SequenceNumber) = (kind, sequenceNumber);

    /// <summary>At the oldest record that is still there.</summary>
    public static ShardPosition TrimHorizon { get; } = new(ShardPositionKind.TrimHorizon, null);

    /// <summary>After the newest record.</summary>
    public static ShardPosition Latest { get; } = new(ShardPositionKind.Latest, null);

    /// <summary>What kind of place it is.</summary>
    public ShardPositionKind Kind { get; }

    /// <summary>The record; null for the kinds that need none.</summary>
    public string? SequenceNumber { get; }

    /// <summary>At a record.</summary>
    public static ShardPosition At(string sequenceNumber) => new(ShardPositionKind.AtSequenceNumber, sequenceNumber ?? throw new ArgumentNullException(nameof(sequenceNumber)));

    /// <summary>After a record.</summary>
    public static ShardPosition After(string sequenceNumber) => new(ShardPositionKind.AfterSequenceNumber, sequenceNumber ?? throw new ArgumentNullException(nameof(sequenceNumber)));
}
