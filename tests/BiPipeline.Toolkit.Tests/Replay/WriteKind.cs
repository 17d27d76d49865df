namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>What somebody does to the table.</summary>
enum WriteKind
{
    /// <summary>An item is put: an insert, or a change of the one that is there.</summary>
    Put,

    /// <summary>An item is deleted, if it is there.</summary>
    Delete,

    /// <summary>The TTL service deletes an item, if it is there.</summary>
    Expire,

    /// <summary>An item is put, but its record can't be read.</summary>
    Poison,

    /// <summary>The key's shard splits: its later changes are in a child shard.</summary>
    Split,

    /// <summary>The stream is disabled and enabled again: a new label, and sequence numbers from anywhere.</summary>
    Reenable,
}
