namespace BiPipeline.Toolkit.Flattening;

/// <summary>What a map's reader does with members that have no column or don't fit theirs.</summary>
enum MemberRules
{
    /// <summary>Items and maps on a column's path: both are rescued (unknown members as the schema says).</summary>
    Item = 0,

    /// <summary>Structs: a misfit makes the struct a misfit; unknown members as the schema says.</summary>
    Struct,

    /// <summary>Keys: both are faults.</summary>
    Keys,
}
