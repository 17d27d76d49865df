namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>The next action of the event source mapping or of a replay.</summary>
enum DeliveryKind
{
    /// <summary>Delivers the next records of a shard, up to the answer's position.</summary>
    Next,

    /// <summary>Delivers earlier records again.</summary>
    Again,

    /// <summary>Discards the next records: they go to the on-failure destination, and are replayed at the end.</summary>
    GiveUp,
}
