namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A write to the table.</summary>
enum WriteKind
{
    /// <summary>Puts an item: an insert, or a change of an existing one.</summary>
    Put,

    /// <summary>Deletes an item, if it exists.</summary>
    Delete,

    /// <summary>The TTL service deletes an item, if it exists.</summary>
    Expire,

    /// <summary>Puts an item whose record can't be read.</summary>
    Poison,

    /// <summary>Splits the key's shard: later changes are in a child shard.</summary>
    Split,

    /// <summary>Disables and enables the stream: a new label, and sequence numbers from any start.</summary>
    Reenable,
}
