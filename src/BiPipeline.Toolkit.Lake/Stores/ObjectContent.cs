using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>The bytes of an object for a put, in memory or in a finished file. They can be read any number of times.</summary>
public abstract class ObjectContent
{
    private protected ObjectContent() { }

    /// <summary>Number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Returns a new stream at the first byte.</summary>
    public abstract Stream OpenRead();

    /// <summary>Returns content in memory, without a copy.</summary>
    public static ObjectContent Of(ReadOnlyMemory<byte> bytes) => new MemoryContent(bytes);

    /// <summary>Returns the content of a file that no longer changes.</summary>
    public static ObjectContent OfFile(string path) => new FileContent(path);

    sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : ObjectContent
    {
        public override long Length => bytes.Length;

        public override Stream OpenRead() => MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
    }

    sealed class FileContent(string path) : ObjectContent
    {
        const int BufferBytes = 1 << 16;
        const FileOptions Options = FileOptions.SequentialScan | FileOptions.Asynchronous;

        public override long Length => new FileInfo(path).Length;

        public override Stream OpenRead() =>
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, Options);
    }
}
