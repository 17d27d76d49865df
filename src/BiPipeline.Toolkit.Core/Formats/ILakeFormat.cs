using System.Buffers;

namespace BiPipeline.Toolkit;

/// <summary>A file format for column batches.</summary>
public interface ILakeFormat
{
    /// <summary>The extension of file names, without the dot: <c>parquet</c>.</summary>
    string Extension { get; }

    /// <summary>
    /// Text of every option that changes the written bytes. It is part of each object's name, so an old name never gets different bytes.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>Starts a file.</summary>
    /// <param name="columns">The file's columns.</param>
    /// <param name="output">
    /// Receives the bytes. Before <see cref="ILakeFileWriter.Complete"/>, they are not a valid file.
    /// </param>
    ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, IBufferWriter<byte> output);
}
