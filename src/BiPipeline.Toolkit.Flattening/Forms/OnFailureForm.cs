namespace BiPipeline.Toolkit.Flattening;

/// <summary>An object in the failure destination of an event source mapping; in S3 it has the event as text.</summary>
sealed class OnFailureForm : RecordForm
{
    internal override string Name => "on-failure object";

    internal override bool Matches(in InputDocument document) =>
        (document.HasObject("DDBStreamBatchInfo"u8) || document.HasObject("KinesisBatchInfo"u8))
        && (document.HasObject("requestContext"u8) || !document["payload"u8].IsEmpty);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var payload = document["payload"u8];
        switch (payload)
        {
            case [(byte)'"', ..]:
                sink.Read(document.Text("payload"u8, buffers.Text), default);
                return RecordError.None;
            case [(byte)'{' or (byte)'[', ..]:
                sink.Read(payload, default);
                return RecordError.None;
            default:
                return RecordError.NoPayload;
        }
    }
}
