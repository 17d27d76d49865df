namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// What pages are compressed with. Derive from it to plug in a faster or another codec that Parquet knows; one instance serves all threads.
/// The bytes it makes must depend on its input alone.
/// </summary>
public abstract class ParquetCodec
{
    /// <summary>A codec.</summary>
    /// <param name="name">The name that options and fingerprints use: lower-case letters and digits.</param>
    /// <param name="id">Its number in parquet-format's CompressionCodec: 0 none, 1 Snappy, 2 gzip, 4 Brotli, 6 zstd, 7 LZ4_RAW.</param>
    protected ParquetCodec(string name, int id)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id, 7);
        Name = name;
        Id = id;
    }

    /// <summary>No compression.</summary>
    public static ParquetCodec None { get; } = new NoCodec();

    /// <summary>Snappy: the usual choice, fast and read everywhere.</summary>
    public static ParquetCodec Snappy { get; } = new SnappyCodec();

    /// <summary>gzip: smaller files for several times the time.</summary>
    public static ParquetCodec Gzip { get; } = new GzipCodec();

    /// <summary>The name that options and fingerprints use.</summary>
    public string Name { get; }

    /// <summary>The codec's number in parquet-format's CompressionCodec.</summary>
    public int Id { get; }

    /// <summary>What besides <see cref="Name"/> decides the bytes, such as a library's version; part of the format's fingerprint.</summary>
    public virtual string Revision => "";

    /// <summary>The built-in codec of a name: <c>snappy</c>, <c>gzip</c> or <c>none</c>.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ParquetCodec Parse(string name) => name switch
    {
        "snappy" => Snappy,
        "gzip" => Gzip,
        "none" => None,
        _ => throw new ArgumentException($"There is no codec '{name}'; use snappy, gzip or none.", nameof(name)),
    };

    /// <summary>Appends the compressed form of a page.</summary>
    public abstract void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
