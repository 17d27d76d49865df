namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>What the event source mapping, or whoever replays, does next.</summary>
enum DeliveryKind
{
    /// <summary>The next records of a shard, and on to what the answer says.</summary>
    Next,

    /// <summary>Records that were delivered before, once more.</summary>
    Again,

    /// <summary>The next records are given up: they go to the on-failure destination, to be replayed at the end.</summary>
    GiveUp,
}
