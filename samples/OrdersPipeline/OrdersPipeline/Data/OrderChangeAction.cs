namespace OrdersPipeline.Data;

/// <summary>The action of a change in the script.</summary>
enum OrderChangeAction
{
    /// <summary>Sets and removes attributes of an order.</summary>
    Update = 0,

    /// <summary>Deletes an order.</summary>
    Delete,

    /// <summary>The TTL service deletes an order.</summary>
    Expire,

    /// <summary>Writes a whole order.</summary>
    Put,
}
