namespace OrdersPipeline.DataGenerator;

/// <summary>The action of a change on its order.</summary>
enum ChangeAction
{
    /// <summary>Sets and removes attributes.</summary>
    Update = 0,

    /// <summary>Deletes the item, at a customer's request.</summary>
    Delete,

    /// <summary>The TTL service deletes the item.</summary>
    Expire,

    /// <summary>Writes a whole item.</summary>
    Put,
}
