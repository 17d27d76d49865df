namespace BiPipeline.Toolkit.Flattening;

/// <summary>The forms that are read as they are.</summary>
enum RecordKind
{
    Stream = 0,
    Item,
    IncrementalExport,
    Kinesis,
    Quarantine,
}
