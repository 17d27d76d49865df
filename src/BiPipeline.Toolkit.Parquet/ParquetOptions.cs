namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// How <see cref="ParquetFormat"/> writes. Immutable; derive with <c>with</c>. Each member is part of <see
/// cref="ParquetFormat.Fingerprint"/>.
/// </summary>
public sealed record ParquetOptions
{
    const int MaxBytes = 64 << 20;

    /// <summary>What pages are compressed with. Default <see cref="ParquetCodec.Snappy"/>.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>Bytes of values, before compression, that a page is cut at; a row is never cut. 1,024 to 64 MiB; default 1 MiB.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Rows that a page is cut at, 1 to 10,000,000; default 20,000, so that engines with page indexes can skip inside a row group.
    /// </summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>
    /// Bytes that the dictionary of a column chunk may have before compression, 0 (no dictionaries) to 64 MiB; default 1 MiB.
    /// </summary>
    public int DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Whether int and bigint may be written as DELTA_BINARY_PACKED where that is smaller. Default true.</summary>
    public bool DeltaIntegers { get; init; } = true;

    /// <summary>
    /// Whether dates, timestamps and decimals up to 18 digits may be written as DELTA_BINARY_PACKED where that is smaller. Default true.
    /// False makes files that Parquet.Net 6.1 reads, and makes them larger.
    /// </summary>
    public bool DeltaDatesAndDecimals { get; init; } = true;

    /// <summary>Bytes that a string's or binary's minimum and maximum are cut to (and marked as cut), 8 to 65,536; default 64.</summary>
    public int StatisticsBytes { get; init; } = 64;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(ParquetOptions));
        if (Codec is null) { problems.Add($"{nameof(Codec)} is null; use ParquetCodec.None for no compression."); }
        problems.Range(PageBytes, 1024, MaxBytes, "1,024 to 64 MiB");
        problems.Range(PageRows, 1, 10_000_000, "1 to 10,000,000");
        problems.Range(DictionaryBytes, 0, MaxBytes, "0 to 64 MiB");
        problems.Range(StatisticsBytes, 8, 65_536, "8 to 65,536");
        problems.ThrowIfAny();
    }
}
