namespace BiPipeline.Toolkit.Flattening;

/// <summary>What a record came inside of.</summary>
enum RecordWrapping
{
    None = 0,

    /// <summary>A Kinesis record of a Lambda event; the change record is its data, in base64.</summary>
    Kinesis,

    /// <summary>A line of the quarantine zone with the record as JSON.</summary>
    QuarantinedJson,

    /// <summary>A line of the quarantine zone with a record that is no JSON, as text.</summary>
    QuarantinedText,

    /// <summary>A line of the quarantine zone with a record that is no UTF-8, in base64.</summary>
    QuarantinedBytes,
}
