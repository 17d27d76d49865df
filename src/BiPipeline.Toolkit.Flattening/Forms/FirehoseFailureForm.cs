namespace BiPipeline.Toolkit.Flattening;

/// <summary>A line of Firehose's error output: an undelivered record, in base64.</summary>
sealed class FirehoseFailureForm : RecordForm
{
    internal override string Name => "Firehose error output";

    internal override bool Matches(in InputDocument document) => document.HasText("rawData"u8) && document.HasText("errorCode"u8);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        if (!document.TryDecode("rawData"u8, buffers.Text)) { return RecordError.NoData; }
        sink.Read(buffers.Text.Written, default);
        return RecordError.None;
    }
}
