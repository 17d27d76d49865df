namespace BiPipeline.Toolkit.Flattening;

/// <summary>The kind of change that a record reports.</summary>
enum RecordOp : byte
{
    Unknown = 0,
    Insert,
    Modify,
    Remove,
    Item,
}
