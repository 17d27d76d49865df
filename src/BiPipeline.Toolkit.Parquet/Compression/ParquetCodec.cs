namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// The compression of pages. Derive from it to add another codec that Parquet supports. One instance serves all threads. Its output must
/// depend only on its input.
/// </summary>
public abstract class ParquetCodec
{
    /// <summary>Creates a codec.</summary>
    /// <param name="name">The name that options and fingerprints use: lower-case letters and digits.</param>
    /// <param name="id">The number in parquet-format's CompressionCodec: 0 none, 1 Snappy, 2 gzip, 4 Brotli, 6 zstd, 7 LZ4_RAW.</param>
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

    /// <summary>Snappy: the common choice, fast and supported by every reader.</summary>
    public static ParquetCodec Snappy { get; } = new SnappyCodec();

    /// <summary>gzip: smaller files, but several times slower.</summary>
    public static ParquetCodec Gzip { get; } = new GzipCodec();

    /// <summary>The name that options and fingerprints use.</summary>
    public string Name { get; }

    /// <summary>The codec's number in parquet-format's CompressionCodec.</summary>
    public int Id { get; }

    /// <summary>
    /// Text that, with <see cref="Name"/>, decides the bytes, such as a library's version. Part of the format's fingerprint.
    /// </summary>
    public virtual string Revision => "";

    /// <summary>Returns the built-in codec of a name: <c>snappy</c>, <c>gzip</c> or <c>none</c>.</summary>
    /// <exception cref="ArgumentException">No codec has that name.</exception>
    public static ParquetCodec Parse(string name) => name switch
    {
        "snappy" => Snappy,
        "gzip" => Gzip,
        "none" => None,
        _ => throw new ArgumentException($"Codec '{name}' does not exist; expected snappy, gzip or none.", nameof(name)),
    };

    /// <summary>Appends the compressed form of a page.</summary>
    public abstract void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
