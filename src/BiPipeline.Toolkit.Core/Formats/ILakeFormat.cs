using System.Buffers;

namespace BiPipeline.Toolkit;

/// <summary>A file format that column batches are written in.</summary>
public interface ILakeFormat
{
    /// <summary>The file name's ending, without the dot: <c>parquet</c>.</summary>
    string Extension { get; }

    /// <summary>
    /// Every option that changes a written byte, as text; part of each object's name, so that other bytes never meet an old name.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="columns">The file's columns.</param>
    /// <param name="output">
    /// Where the bytes go; nothing that could be taken for a file stands there before <see cref="ILakeFileWriter.Complete"/>.
    /// </param>
    ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, IBufferWriter<byte> output);
}
