namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// Settings of <see cref="ParquetFormat"/>. Immutable; derive with <c>with</c>. Each member is part of
/// <see cref="ParquetFormat.Fingerprint"/>.
/// </summary>
public sealed record ParquetOptions
{
    const int MaxBytes = 64 << 20;

    /// <summary>The compression of pages. Default <see cref="ParquetCodec.Snappy"/>.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>Number of bytes of values per page, before compression; a row is never split. 1,024 to 64 MiB; default 1 MiB.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Number of rows per page, 1 to 10,000,000; default 20,000, so that engines with page indexes can skip parts of a row group.
    /// </summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>
    /// Largest dictionary of a column chunk in bytes, before compression, 0 (no dictionaries) to 64 MiB; default 1 MiB.
    /// </summary>
    public int DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Whether int and bigint use DELTA_BINARY_PACKED where it is smaller. Default true.</summary>
    public bool DeltaIntegers { get; init; } = true;

    /// <summary>
    /// Whether dates, timestamps and decimals up to 18 digits use DELTA_BINARY_PACKED where it is smaller. Default true. Parquet.Net 6.1
    /// reads only files with false, which are larger.
    /// </summary>
    public bool DeltaDatesAndDecimals { get; init; } = true;

    /// <summary>
    /// Largest length of a minimum or maximum of a string or binary, in bytes; a longer one is truncated. 8 to 65,536; default 64.
    /// </summary>
    public int StatisticsBytes { get; init; } = 64;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(ParquetOptions));
        if (Codec is null) { problems.Add($"{nameof(Codec)} is null; expected a codec. Use ParquetCodec.None for no compression."); }
        problems.Range(PageBytes, 1024, MaxBytes, "1,024 to 64 MiB");
        problems.Range(PageRows, 1, 10_000_000, "1 to 10,000,000");
        problems.Range(DictionaryBytes, 0, MaxBytes, "0 to 64 MiB");
        problems.Range(StatisticsBytes, 8, 65_536, "8 to 65,536");
        problems.ThrowIfAny();
    }
}
