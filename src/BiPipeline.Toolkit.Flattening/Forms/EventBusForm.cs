namespace BiPipeline.Toolkit.Flattening;

/// <summary>An EventBridge event, whose <c>detail</c> is the record.</summary>
sealed class EventBusForm : RecordForm
{
    internal override string Name => "EventBridge event";

    internal override RecordSource Source => RecordSource.Asynchronous;

    internal override bool Matches(in InputDocument document) =>
        document.HasText("detail-type"u8) && document["detail"u8] is [(byte)'{' or (byte)'[', ..];

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        sink.Read(document["detail"u8], default);
        return RecordError.None;
    }
}
