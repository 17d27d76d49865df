using System.Runtime.ExceptionServices;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>A column's chunks of one row group, encoded separately from other columns.</summary>
sealed class ColumnPart
{
    readonly ByteBuffer _bytes = new();
    readonly CountingOutput _output;
    readonly FileMetadata _records = new();
    ExceptionDispatchInfo? _failure;

    internal ColumnPart() => _output = new(_bytes);

    /// <summary>Encodes a column. Returns false when encoding fails; <see cref="AppendTo"/> then throws the reason.</summary>
    internal bool TryEncode(RowGroupWriter writer, ParquetSchema schema, ColumnBatch batch, int column, ParquetOptions options)
    {
        _bytes.Clear();
        _output.Restart();
        _records.Clear();
        _failure = null;
        try
        {
            writer.Write(schema, batch, column, new(options, _output, _records, batch.RowCount));
            return true;
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }

    /// <summary>Appends the chunks after those of the previous columns.</summary>
    internal void AppendTo(in ChunkWriter.Target target)
    {
        _failure?.Throw();
        target.Records.Add(_records, target.Output.Written);
        target.Output.Write(_bytes.Written);
    }
}
