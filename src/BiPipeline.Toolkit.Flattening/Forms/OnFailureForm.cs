namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A failed invocation: an object in the failure destination of an event source mapping, where only S3 has the event, as text; or what
/// Lambda sends to the destination of an asynchronous invocation, with the event as <c>requestPayload</c>.
/// </summary>
sealed class OnFailureForm : RecordForm
{
    internal override string Name => "on-failure object";

    // A function that is a destination is invoked asynchronously itself.
    internal override RecordSource Source => RecordSource.Asynchronous;

    internal override bool Matches(in InputDocument document) => IsOfStream(in document) || IsAsynchronous(in document);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var payload = IsAsynchronous(in document) ? document["requestPayload"u8] : document["payload"u8];
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

    static bool IsOfStream(in InputDocument document) =>
        (document.HasObject("DDBStreamBatchInfo"u8) || document.HasObject("KinesisBatchInfo"u8))
        && (document.HasObject("requestContext"u8) || !document["payload"u8].IsEmpty);

    static bool IsAsynchronous(in InputDocument document) =>
        document.HasObject("requestContext"u8) && document["requestPayload"u8] is [(byte)'{' or (byte)'[', ..];
}
