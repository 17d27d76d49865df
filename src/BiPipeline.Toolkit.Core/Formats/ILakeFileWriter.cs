namespace BiPipeline.Toolkit;

/// <summary>One file being written. Disposing it without <see cref="Complete"/> abandons the file.</summary>
public interface ILakeFileWriter : IDisposable
{
    /// <summary>Bytes written so far.</summary>
    long BytesWritten { get; }

    /// <summary>Writes all rows of a batch as one row group; a batch without rows writes nothing.</summary>
    void WriteRowGroup(ColumnBatch batch);

    /// <summary>Writes what makes the bytes a file. Nothing can be written after it.</summary>
    /// <param name="metadata">Key-value pairs for the file's metadata, in this order.</param>
    void Complete(IReadOnlyList<KeyValuePair<string, string>> metadata);
}
