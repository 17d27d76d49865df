namespace BiPipeline.Toolkit.Flattening;

/// <summary>Takes what a <see cref="RecordForm"/> finds in a document.</summary>
interface IRecordSink
{
    /// <summary>Takes documents, one after the other: records, or documents of other forms.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="identifier">What Lambda identifies their message by; empty when the records identify themselves.</param>
    void Read(ReadOnlySpan<byte> documents, ReadOnlySpan<byte> identifier);

    /// <summary>Takes a part of the document that can't be read.</summary>
    /// <param name="part">The part's bytes.</param>
    /// <param name="error">Why it can't be read.</param>
    /// <param name="identifier">What Lambda identifies the part by; empty when it has nothing of its own.</param>
    void Reject(ReadOnlySpan<byte> part, RecordError error, ReadOnlySpan<byte> identifier);
}
