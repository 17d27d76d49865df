using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A Parquet file, read by Arrow's C++ library, column chunk by column chunk, with the checksum of each page compared.</summary>
sealed class ParquetFileReader : ILakeFileReader
{
    readonly string _key;
    readonly SeekableFile _file;
    readonly ParquetSharp.ParquetFileReader _reader;
    readonly IReadOnlyList<Field> _fields;

    ParquetFileReader(string key, SeekableFile file, ParquetSharp.ParquetFileReader reader)
    {
        (_key, _file, _reader) = (key, file, reader);
        using var metadata = reader.FileMetaData;
        RowCount = metadata.NumRows;
        Metadata = metadata.KeyValueMetadata;
        var groups = new int[metadata.NumRowGroups];
        for (var i = 0; i < groups.Length; i++)
        {
            using var group = reader.RowGroup(i);
            groups[i] = checked((int)group.MetaData.NumRows);
        }
        RowGroups = groups;
        var columns = new FieldFactory().Create(metadata.Schema.GroupNode);
        Columns = [.. columns.Select(column => new ColumnSpec(column.Name, column.Field.Type))];
        _fields = [.. columns.Select(column => column.Field)];
    }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public IReadOnlyList<ColumnSpec> Columns { get; }

    public long RowCount { get; }

    public IReadOnlyList<int> RowGroups { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="key">Its key, for messages.</param>
    /// <param name="file">Its bytes, which the reader disposes, also when it throws.</param>
    internal static ParquetFileReader Open(string key, SeekableFile file)
    {
        ParquetSharp.ParquetFileReader? reader = null;
        try
        {
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnablePageChecksumVerification();
            reader = new(file.Source, properties);
            return new(key, file, reader);
        }
        catch (Exception exception)
        {
            reader?.Dispose();
            file.Dispose();
            if (IsDamage(exception)) { throw Damage(key, exception); }
            throw;
        }
    }

    public void ReadRowGroup(int index, ColumnBatch rows)
    {
        Require(rows.Specs);
        try
        {
            using var group = _reader.RowGroup(index);
            for (var i = 0; i < _fields.Count; i++) { _fields[i].Read(group, rows.Columns[i], levels: null); }
            rows.EndRows(RowGroups[index]);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damage(_key, exception);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    void Require(IReadOnlyList<ColumnSpec> wanted)
    {
        if (wanted.Count != Columns.Count)
        {
            throw new InvalidDataException($"Object '{_key}' has {Columns.Count} columns; expected the {wanted.Count} of its schema.");
        }
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Name == Columns[i].Name && wanted[i].Type.Equals(Columns[i].Type)) { continue; }
            throw new InvalidDataException(
                $"Column {i + 1} of object '{_key}' is {Columns[i].Name} {Columns[i].Type}; "
                    + $"expected {wanted[i].Name} {wanted[i].Type} of its schema.");
        }
    }

    // What the library and the levels of a damaged file lead to. Its messages have offsets and sizes, not values.
    static bool IsDamage(Exception exception) =>
        exception is ParquetException or InvalidDataException or InvalidOperationException or OverflowException or ArgumentException
            or IndexOutOfRangeException;

    static InvalidDataException Damage(string key, Exception exception) =>
        new($"Object '{key}' can't be read as Parquet: {OneLine(exception.Message)}", exception);

    // The library's are <type> (message: '<text>').
    static string OneLine(string message)
    {
        const string before = "(message: '";
        var start = message.IndexOf(before, StringComparison.Ordinal);
        var text = start >= 0 && message.EndsWith("')", StringComparison.Ordinal) ? message[(start + before.Length)..^2] : message;
        return text.ReplaceLineEndings(" ").Trim();
    }
}
