namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// An item without an envelope: each member is an attribute value. Scan, query and statement output have a list of them, DynamoDB's
/// old backups (EMR, Data Pipeline) one per line, with tags such as <c>sS</c>.
/// </summary>
sealed class ItemForm : RecordForm
{
    internal override string Name => "item";

    internal override bool Matches(in InputDocument document)
    {
        foreach (var member in document.Members)
        {
            if (!AttributeTags.BeginsValue(document.ValueOf(member))) { return false; }
        }
        return document.Members.Count > 0;
    }

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var item = buffers.Text;
        item.Clear();
        // An item that is unreadable in every spelling is passed on unchanged, so that its error names the problem.
        var isWritten = LooseItemWriter.TryWrite(document.Bytes, item);
        ItemText.Hand(isWritten ? item.Written : document.Bytes, default, buffers, sink);
        return RecordError.None;
    }
}
