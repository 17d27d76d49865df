namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A Kinesis record from EventBridge Pipes: the members of a Lambda event's <c>kinesis</c> are at the top level.
/// </summary>
sealed class PipeForm : RecordForm
{
    internal override string Name => "Kinesis record of a pipe";

    internal override RecordSource Source => RecordSource.Queue;

    internal override bool Matches(in InputDocument document) =>
        document.HasText("data"u8) && document["eventSource"u8].SequenceEqual("\"aws:kinesis\""u8);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var identifier = document.Text("eventID"u8, buffers.Identifier);
        if (!document.TryDecode("data"u8, buffers.Text)) { return RecordError.NoData; }
        sink.Read(buffers.Text.Written, identifier, NumberIn(document["sequenceNumber"u8]));
        return RecordError.None;
    }

    static ReadOnlySpan<byte> NumberIn(ReadOnlySpan<byte> text) => text is [(byte)'"', .. var number, (byte)'"'] ? number : default;
}
