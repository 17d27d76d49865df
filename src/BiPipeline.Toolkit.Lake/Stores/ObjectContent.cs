namespace BiPipeline.Toolkit.Lake;

/// <summary>The bytes of an object to be put: in memory or in a finished file; can be read any number of times.</summary>
public abstract class ObjectContent
{
    private protected ObjectContent() { }

    /// <summary>Bytes in all.</summary>
    public abstract long Length { get; }

    /// <summary>A new stream at the first byte.</summary>
    public abstract Stream OpenRead();

    /// <summary>Content in memory, not copied.</summary>
    public static ObjectContent Of(ReadOnlyMemory<byte> bytes) => new MemoryContent(bytes);

    /// <summary>Content of a file that no longer changes.</summary>
    public static ObjectContent OfFile(string path) => new FileContent(path);
}
