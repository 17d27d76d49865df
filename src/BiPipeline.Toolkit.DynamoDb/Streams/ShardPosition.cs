namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A position in a shard.</summary>
public readonly record struct ShardPosition
{
    ShardPosition(Place kind, string? sequenceNumber) => (Kind, SequenceNumber) = (kind, sequenceNumber);

    /// <summary>At the oldest available record.</summary>
    public static ShardPosition TrimHorizon { get; } = new(Place.TrimHorizon, null);

    /// <summary>After the newest record.</summary>
    public static ShardPosition Latest { get; } = new(Place.Latest, null);

    /// <summary>
    /// The API's name of the position's kind: <c>TRIM_HORIZON</c>, <c>LATEST</c>, <c>AT_SEQUENCE_NUMBER</c> or
    /// <c>AFTER_SEQUENCE_NUMBER</c>.
    /// </summary>
    public string IteratorType => Kind switch
    {
        Place.Latest => "LATEST",
        Place.AtSequenceNumber => "AT_SEQUENCE_NUMBER",
        Place.AfterSequenceNumber => "AFTER_SEQUENCE_NUMBER",
        _ => "TRIM_HORIZON",
    };

    internal Place Kind { get; }

    /// <summary>The record; null for kinds without one.</summary>
    public string? SequenceNumber { get; }

    /// <summary>Returns the position at a record.</summary>
    public static ShardPosition At(string sequenceNumber)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumber);
        return new(Place.AtSequenceNumber, sequenceNumber);
    }

    /// <summary>Returns the position after a record.</summary>
    public static ShardPosition After(string sequenceNumber)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumber);
        return new(Place.AfterSequenceNumber, sequenceNumber);
    }

    /// <inheritdoc/>
    public override string ToString() => SequenceNumber is null ? IteratorType : $"{IteratorType} {SequenceNumber}";

    internal enum Place
    {
        TrimHorizon = 0,
        Latest,
        AtSequenceNumber,
        AfterSequenceNumber,
    }
}
