namespace BiPipeline.Toolkit.Flattening;

/// <summary>The forms that the record reader supports.</summary>
enum RecordKind
{
    Stream = 0,
    Item,
    IncrementalExport,
    Kinesis,
    Quarantine,
}
