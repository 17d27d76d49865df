namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A file of a lake, open for reading: its metadata, and its rows, one row group at a time. Not thread-safe.</summary>
interface ILakeFileReader : IDisposable
{
    /// <summary>The key-value pairs of the footer, such as <c>bipipeline.schema_sha256</c>.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The columns, with the types that a schema file would give them.</summary>
    IReadOnlyList<ColumnSpec> Columns { get; }

    /// <summary>Number of rows.</summary>
    long RowCount { get; }

    /// <summary>Number of rows of each row group.</summary>
    IReadOnlyList<int> RowGroups { get; }

    /// <summary>Appends the rows of a row group to a batch.</summary>
    /// <param name="index">The row group, from 0.</param>
    /// <param name="rows">A batch of the file's columns. After an exception, its content is undefined.</param>
    /// <exception cref="InvalidDataException">The batch has other columns, or the file is damaged.</exception>
    void ReadRowGroup(int index, ColumnBatch rows);
}
