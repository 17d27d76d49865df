namespace BiPipeline.Toolkit.Flattening;

/// <summary>An SQS message, in the form of Lambda, or of the SDK and the AWS CLI.</summary>
sealed class QueueForm : RecordForm
{
    internal override string Name => "SQS message";

    internal override RecordSource Source => RecordSource.Queue;

    internal override bool Matches(in InputDocument document) =>
        (document.HasText("messageId"u8) && document.HasText("body"u8)) || (document.HasText("MessageId"u8) && document.HasText("Body"u8));

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var isEvent = document.HasText("messageId"u8);
        var identifier = document.Text(isEvent ? "messageId"u8 : "MessageId"u8, buffers.Identifier);
        sink.Read(document.Text(isEvent ? "body"u8 : "Body"u8, buffers.Text), identifier);
        return RecordError.None;
    }
}
