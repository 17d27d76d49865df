namespace BiPipeline.Toolkit.Flattening;

/// <summary>The known forms. Finds a document's form.</summary>
sealed class RecordForms
{
    /// <summary>Largest number of nested documents: a record in an SNS notification in an SQS message in an on-failure object.</summary>
    internal const int MaxDepth = 8;

    // The first match is the document's form.
    static readonly RecordForm[] Known =
    [
        new ManifestForm(), new WithheldForm(), new OnFailureForm(), new QueueForm(), new TopicForm(), new EventBusForm(),
        new FirehoseForm(), new FirehoseFailureForm(), new PipeForm(), new BatchGetForm(),
        new BatchWriteForm(), new WorkbenchForm(), new IonTextForm(), new BackupTextForm(), new ItemForm(),
        new SdkForm(), new ForeignForm(),
    ];

    readonly FormBuffers[] _buffers = [.. Enumerable.Range(0, MaxDepth).Select(_ => new FormBuffers())];

    /// <summary>The names of all forms.</summary>
    internal static IEnumerable<string> Names => Known.Select(form => form.Name);

    /// <summary>The form of a document; null when it has none, or when documents are nested too deep.</summary>
    internal RecordForm? Find(ReadOnlySpan<byte> bytes, int depth, out InputDocument document, out FormBuffers buffers)
    {
        document = default;
        buffers = _buffers[Math.Min(depth, MaxDepth - 1)];
        if (depth >= MaxDepth) { return null; }
        bytes = bytes.TrimEnd(" \t\r\n"u8);
        if (bytes is not [(byte)'{' or (byte)'[', ..]) { document = InputDocument.OfText(bytes, buffers.Members); }
        else if (!InputDocument.TryRead(bytes, buffers.Members, out document)) { return null; }
        foreach (var form in Known)
        {
            if (form.Matches(in document)) { return form; }
        }
        return null;
    }
}
