namespace BiPipeline.Toolkit.Flattening;

/// <summary>Events that functions receive by mistake: known events without a record.</summary>
sealed class ForeignForm : RecordForm
{
    internal override string Name => "event of another service";

    internal override bool Matches(in InputDocument document) =>
        (document.HasObject("s3"u8) && document.HasText("eventSource"u8)) || document["Event"u8].SequenceEqual("\"s3:TestEvent\""u8);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink) =>
        RecordError.ObjectNotification;
}
