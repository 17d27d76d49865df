namespace BiPipeline.Toolkit.Flattening;

/// <summary>A form that records come in which the reader of records does not read itself: an envelope, or another spelling.</summary>
abstract class RecordForm
{
    /// <summary>The form's name in outcomes.</summary>
    internal abstract string Name { get; }

    /// <summary>How a function that is invoked with the form answers.</summary>
    internal virtual RecordSource Source => RecordSource.Stream;

    /// <summary>Whether a document has the form.</summary>
    internal abstract bool Matches(in InputDocument document);

    /// <summary>Hands the documents inside to a sink.</summary>
    /// <returns><see cref="RecordError.None"/>, or why the document as a whole can't be read; the sink then got nothing.</returns>
    internal abstract RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink);
}
