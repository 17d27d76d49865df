namespace BiPipeline.Toolkit.Flattening;

/// <summary>The handling of members that have no column or don't fit it.</summary>
enum MemberRules
{
    /// <summary>Items and maps on a column's path: both are rescued (unknown members as the schema says).</summary>
    Item = 0,

    /// <summary>Structs: a type mismatch applies to the whole struct; unknown members as the schema says.</summary>
    Struct,

    /// <summary>Keys: both are errors.</summary>
    Keys,
}
