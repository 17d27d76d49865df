namespace BiPipeline.Toolkit.Flattening;

/// <summary>Takes the records that a <see cref="PayloadReader"/> comes to.</summary>
interface IRecordVisitor
{
    /// <summary>Reads a record; false with the scanner's fault when it can't be read.</summary>
    /// <param name="scanner">Before the record; afterwards behind it.</param>
    bool Read(ref JsonScanner scanner);

    /// <summary>Takes a record that could not be read.</summary>
    /// <param name="scanner">Has the fault; afterwards behind the record.</param>
    /// <param name="start">Where the record begins.</param>
    /// <param name="end">Where it ends.</param>
    void Reject(ref JsonScanner scanner, int start, int end);
}
