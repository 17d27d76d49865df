namespace BiPipeline.Toolkit.Flattening;

/// <summary>A line of an export in Amazon Ion, in its text form (developer guide, "DynamoDB table export output format").</summary>
sealed class IonTextForm : RecordForm
{
    internal static ReadOnlySpan<byte> VersionMarker => "$ion_1_0"u8;

    internal override string Name => "export in Ion";

    internal override bool Matches(in InputDocument document) => document.Bytes.StartsWith(VersionMarker);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var record = buffers.Record;
        record.Clear();
        if (!new IonReader(document.Bytes[VersionMarker.Length..]).TryWriteRecord(record)) { return RecordError.BadIon; }
        sink.Read(record.Written, default);
        return RecordError.None;
    }
}
