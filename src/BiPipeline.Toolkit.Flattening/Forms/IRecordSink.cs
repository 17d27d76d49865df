namespace BiPipeline.Toolkit.Flattening;

/// <summary>Receives the content that a <see cref="RecordForm"/> finds in a document.</summary>
interface IRecordSink
{
    /// <summary>Receives consecutive documents: records, or documents of other forms.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="identifier">Lambda's identifier of their message; empty when the records have identifiers.</param>
    /// <param name="kinesisNumber">The sequence number of the Kinesis record that they came in; empty for none.</param>
    void Read(ReadOnlySpan<byte> documents, ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> kinesisNumber = default);

    /// <summary>Receives a quarantine line without its record.</summary>
    /// <param name="line">The line, minified.</param>
    /// <param name="sha256">The SHA-256 of the record.</param>
    void Withhold(ReadOnlySpan<byte> line, ReadOnlySpan<byte> sha256);

    /// <summary>Receives an unreadable part of the document.</summary>
    /// <param name="part">The part's bytes.</param>
    /// <param name="error">The reason.</param>
    /// <param name="identifier">Lambda's identifier of the part; empty when it has none.</param>
    void Reject(ReadOnlySpan<byte> part, RecordError error, ReadOnlySpan<byte> identifier);
}
