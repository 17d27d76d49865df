namespace BiPipeline.Toolkit.Flattening;

/// <summary>The request file of BatchWriteItem: puts by table, with or without <c>RequestItems</c> around them.</summary>
sealed class BatchWriteForm : RecordForm
{
    internal override string Name => "batch-write request";

    internal override bool Matches(in InputDocument document)
    {
        if (document.HasObject("RequestItems"u8)) { return true; }
        foreach (var member in document.Members)
        {
            if (!IsRequests(document.ValueOf(member))) { return false; }
        }
        return document.Members.Count > 0;
    }

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var tables = document;
        var inside = document["RequestItems"u8];
        if (!inside.IsEmpty && !InputDocument.TryRead(inside, buffers.Members, out tables)) { return RecordError.NotAnObject; }
        foreach (var table in tables.Members)
        {
            if (JsonElements.IsRejected(tables.ValueOf(table), sink)) { continue; }
            var elements = new JsonElements(tables.ValueOf(table));
            while (elements.MoveNext()) { ReadRequest(elements.Current, tables.QuotedNameOf(table), buffers, sink); }
        }
        return RecordError.None;
    }

    static bool IsRequests(ReadOnlySpan<byte> value)
    {
        var elements = new JsonElements(value);
        if (!elements.MoveNext()) { return false; }
        var scanner = new JsonScanner(elements.Current, 0);
        return scanner.TryTake((byte)'{') && scanner.ReadString(out var name)
            && (name.In(elements.Current).SequenceEqual("PutRequest"u8) || name.In(elements.Current).SequenceEqual("DeleteRequest"u8));
    }

    static void ReadRequest(ReadOnlySpan<byte> request, ReadOnlySpan<byte> table, FormBuffers buffers, IRecordSink sink)
    {
        List<DocumentMember> members = [];
        var item = InputDocument.TryRead(request, members, out var document) && document.HasObject("PutRequest"u8)
            && InputDocument.TryRead(document["PutRequest"u8], members, out var put)
            ? put["Item"u8]
            : default;
        if (item.IsEmpty) { sink.Reject(request, RecordError.NotAPut, default); }
        else { ItemText.Hand(item, table, buffers, sink); }
    }
}
