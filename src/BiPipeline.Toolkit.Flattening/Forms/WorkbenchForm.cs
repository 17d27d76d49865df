namespace BiPipeline.Toolkit.Flattening;

/// <summary>A data model of NoSQL Workbench, with the sample items of its tables.</summary>
sealed class WorkbenchForm : RecordForm
{
    internal override string Name => "NoSQL Workbench model";

    internal override bool Matches(in InputDocument document) => document.HasList("DataModel"u8);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var tables = new JsonElements(document["DataModel"u8]);
        while (tables.MoveNext())
        {
            var data = default(ReadOnlySpan<byte>);
            if (InputDocument.TryRead(tables.Current, buffers.Members, out var table)) { data = table["TableData"u8]; }
            else { sink.Reject(tables.Current, RecordError.NotAnObject, default); }
            if (data.IsEmpty || JsonElements.IsRejected(data, sink)) { continue; }
            var items = new JsonElements(data);
            while (items.MoveNext()) { ItemText.Hand(items.Current, table["TableName"u8], buffers, sink); }
        }
        return RecordError.None;
    }
}
