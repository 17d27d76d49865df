namespace BiPipeline.Toolkit.Flattening;

/// <summary>The envelope of a record.</summary>
enum RecordWrapping
{
    None = 0,

    /// <summary>A Kinesis record of a Lambda event, with the change record as base64 in its data.</summary>
    Kinesis,

    /// <summary>A line of the quarantine zone with the record as JSON.</summary>
    QuarantinedJson,

    /// <summary>A line of the quarantine zone with a record that is not JSON, as text.</summary>
    QuarantinedText,

    /// <summary>A line of the quarantine zone with a record that is not UTF-8, in base64.</summary>
    QuarantinedBytes,
}
