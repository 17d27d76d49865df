namespace BiPipeline.Toolkit.Flattening;

/// <summary>A manifest of an export, which has no records: <c>manifest-summary.json</c>, or a line of <c>manifest-files.json</c>.</summary>
sealed class ManifestForm : RecordForm
{
    internal override string Name => "export manifest";

    internal override bool Matches(in InputDocument document) =>
        document.HasText("manifestFilesS3Key"u8) || document.HasText("dataFileS3Key"u8);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink) => RecordError.Manifest;
}
