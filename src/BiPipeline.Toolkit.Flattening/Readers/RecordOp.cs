namespace BiPipeline.Toolkit.Flattening;

/// <summary>What a record says happened.</summary>
enum RecordOp : byte
{
    Unknown = 0,
    Insert,
    Modify,
    Remove,
    Item,
}
