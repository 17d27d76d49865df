namespace BiPipeline.Toolkit.Flattening;

/// <summary>A form of records that the record reader does not support: an envelope, or another spelling.</summary>
abstract class RecordForm
{
    /// <summary>The form's name in outcomes.</summary>
    internal abstract string Name { get; }

    /// <summary>The kind of answer of a function that is invoked with the form.</summary>
    internal virtual RecordSource Source => RecordSource.Stream;

    /// <summary>Whether a document has the form.</summary>
    internal abstract bool Matches(in InputDocument document);

    /// <summary>Passes the inner documents to a sink.</summary>
    /// <returns><see cref="RecordError.None"/>, or why the whole document is unreadable; the sink then received no part of it.</returns>
    internal abstract RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink);
}
