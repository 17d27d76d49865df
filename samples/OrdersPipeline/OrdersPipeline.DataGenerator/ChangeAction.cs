namespace OrdersPipeline.DataGenerator;

/// <summary>What a change does to its order.</summary>
enum ChangeAction
{
    /// <summary>Sets and removes attributes.</summary>
    Update = 0,

    /// <summary>Deletes the item, as the shop does on a customer's word.</summary>
    Delete,

    /// <summary>The TTL service deletes the item.</summary>
    Expire,

    /// <summary>Writes a whole item.</summary>
    Put,
}
