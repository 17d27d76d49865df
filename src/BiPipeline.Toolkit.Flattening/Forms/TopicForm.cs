namespace BiPipeline.Toolkit.Flattening;

/// <summary>An SNS notification: in a Lambda event, or the text that SNS sends to SQS and HTTP.</summary>
sealed class TopicForm : RecordForm
{
    internal override string Name => "SNS notification";

    internal override RecordSource Source => RecordSource.Asynchronous;

    internal override bool Matches(in InputDocument document) =>
        document.HasObject("Sns"u8) || (document["Type"u8].SequenceEqual("\"Notification\""u8) && document.HasText("Message"u8));

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var notification = document;
        var inside = document["Sns"u8];
        if (!inside.IsEmpty && !InputDocument.TryRead(inside, buffers.Members, out notification)) { return RecordError.NoMessage; }
        if (!notification.HasText("Message"u8)) { return RecordError.NoMessage; }
        sink.Read(notification.Text("Message"u8, buffers.Text), default);
        return RecordError.None;
    }
}
