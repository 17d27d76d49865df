namespace BiPipeline.Toolkit.Parquet;

/// <summary>A chunk's bytes, page headers included.</summary>
struct ChunkSizes
{
    internal long Uncompressed { get; private set; }

    internal long Compressed { get; private set; }

    internal void Add(int header, int body, int compressed)
    {
        Uncompressed += header + body;
        Compressed += header + compressed;
    }
}
