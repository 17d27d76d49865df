namespace BiPipeline.Toolkit.Flattening;

/// <summary>The event of a Firehose transformation: records in base64, each with an id for the answer.</summary>
sealed class FirehoseForm : RecordForm
{
    internal override string Name => "Firehose transformation event";

    internal override RecordSource Source => RecordSource.Firehose;

    internal override bool Matches(in InputDocument document) =>
        document.HasList("records"u8) && (document.HasText("invocationId"u8) || document.HasText("deliveryStreamArn"u8));

    // A delivery stream whose source is a Kinesis stream says which record it was (Firehose developer guide, "Data transformation").
    static ReadOnlySpan<byte> NumberIn(in InputDocument record)
    {
        List<DocumentMember> members = [];
        return InputDocument.TryRead(record["kinesisRecordMetadata"u8], members, out var metadata)
            && metadata["sequenceNumber"u8] is [(byte)'"', .. var number, (byte)'"'] ? number : default;
    }

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var elements = new JsonElements(document["records"u8]);
        while (elements.MoveNext())
        {
            if (!InputDocument.TryRead(elements.Current, buffers.Members, out var record))
            {
                sink.Reject(elements.Current, RecordError.NotAnObject, default);
                continue;
            }
            var identifier = record.Text("recordId"u8, buffers.Identifier);
            if (record.TryDecode("data"u8, buffers.Text)) { sink.Read(buffers.Text.Written, identifier, NumberIn(in record)); }
            else { sink.Reject(elements.Current, RecordError.NoData, identifier); }
        }
        return RecordError.None;
    }
}
