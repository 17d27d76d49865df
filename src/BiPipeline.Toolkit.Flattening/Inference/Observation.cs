namespace BiPipeline.Toolkit.Flattening;

/// <summary>What was seen in records of one kind. Merging is commutative.</summary>
/// <param name="maxMembers">Distinct keys beyond which a map is not a struct.</param>
sealed class Observation(int maxMembers)
{
    /// <summary>The attributes of items. An item is always a struct: each member is a column, without a limit here.</summary>
    internal ObservedType Item { get; } = new(int.MaxValue, maxMembers);

    /// <summary>The members of <c>Keys</c>.</summary>
    internal ObservedType Keys { get; } = new(int.MaxValue, maxMembers);

    /// <summary>Number of records.</summary>
    internal long Records { get; set; }

    internal void Merge(Observation other)
    {
        Item.Merge(other.Item);
        Keys.Merge(other.Keys);
        Records += other.Records;
    }
}
