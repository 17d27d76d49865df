namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Where a mapping begins in shards that it finds at its start. Shards that come later are always read from their first record.</summary>
public enum PumpStart
{
    /// <summary>At the oldest record that is still there.</summary>
    TrimHorizon = 0,

    /// <summary>With what comes from now on.</summary>
    Latest,
}
