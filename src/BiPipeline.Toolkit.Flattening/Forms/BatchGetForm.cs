namespace BiPipeline.Toolkit.Flattening;

/// <summary>The answer to BatchGetItem (lists of items by table) or to TransactGetItems and batches of statements (a list).</summary>
sealed class BatchGetForm : RecordForm
{
    internal override string Name => "batch-get or transact-get output";

    internal override bool Matches(in InputDocument document) =>
        document["Responses"u8] is [(byte)'{' or (byte)'[', ..] && !AttributeTags.BeginsValue(document["Responses"u8]);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var responses = document["Responses"u8];
        if (responses[0] == '[')
        {
            ReadList(responses, buffers, sink);
            return RecordError.None;
        }
        if (!InputDocument.TryRead(responses, buffers.Members, out var tables)) { return RecordError.NotAnObject; }
        foreach (var table in tables.Members)
        {
            if (JsonElements.IsRejected(tables.ValueOf(table), sink)) { continue; }
            var elements = new JsonElements(tables.ValueOf(table));
            while (elements.MoveNext()) { ItemText.Hand(elements.Current, tables.QuotedNameOf(table), buffers, sink); }
        }
        return RecordError.None;
    }

    static void ReadList(ReadOnlySpan<byte> responses, FormBuffers buffers, IRecordSink sink)
    {
        var elements = new JsonElements(responses);
        while (elements.MoveNext())
        {
            if (!InputDocument.TryRead(elements.Current, buffers.Members, out var response) || response.HasObject("Error"u8))
            {
                sink.Reject(elements.Current, RecordError.NoImage, default);
            }
            // An item that does not exist has no answer.
            else if (response.HasObject("Item"u8)) { ItemText.Hand(response["Item"u8], response["TableName"u8], buffers, sink); }
        }
    }
}
