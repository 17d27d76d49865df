using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The formats of which a lake's files can be: that of the options, and those that <c>flatten</c> writes.</summary>
sealed class KnownFormats
{
    readonly Dictionary<string, ILakeFormat> _formats = new(StringComparer.Ordinal);

    internal KnownFormats(ILakeFormat format)
    {
        foreach (var codec in (ParquetCodec[])[ParquetCodec.Snappy, ParquetCodec.Gzip, ParquetCodec.None])
        {
            Add(new ParquetFormat(new() { Codec = codec }));
            Add(new ParquetFormat(new() { Codec = codec, DeltaDatesAndDecimals = false }));
        }
        Add(format);
    }

    /// <summary>Returns the format of a fingerprint; null for another one, such as that of a changed footer.</summary>
    internal ILakeFormat? Find(string? fingerprint) => fingerprint is null ? null : _formats.GetValueOrDefault(fingerprint);

    void Add(ILakeFormat format) => _formats[format.Fingerprint] = format;
}
