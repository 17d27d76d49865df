namespace BiPipeline.Toolkit;

/// <summary>A writer of one file. Disposing it without <see cref="Complete"/> abandons the file.</summary>
public interface ILakeFileWriter : IDisposable
{
    /// <summary>Number of bytes written.</summary>
    long BytesWritten { get; }

    /// <summary>Writes all rows of a batch as one row group. A batch without rows writes nothing.</summary>
    void WriteRowGroup(ColumnBatch batch);

    /// <summary>Writes the end of the file. Nothing can be written after it.</summary>
    /// <param name="metadata">Key-value pairs for the file's metadata, in this order.</param>
    void Complete(IReadOnlyList<KeyValuePair<string, string>> metadata);
}
