namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Where in a shard reading begins.</summary>
public enum ShardPositionKind
{
    /// <summary>At the oldest record that is still there.</summary>
    TrimHorizon = 0,

    /// <summary>After the newest record.</summary>
    Latest,

    /// <summary>At a record.</summary>
    AtSequenceNumber,

    /// <summary>After a record.</summary>
    AfterSequenceNumber,
}
