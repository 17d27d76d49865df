namespace BiPipeline.Toolkit.Parquet;

/// <summary>How <see cref="ParquetFormat"/> writes. Immutable; derive with <c>with</c>. Each member is part of <see cref="ParquetFormat.Fingerprint"/>.</summary>
public sealed record ParquetOptions
{
    /// <summary>The defaults.</summary>
    public static ParquetOptions Default { get; } = new();

    /// <summary>What pages are compressed with. Default <see cref="ParquetCodec.Snappy"/>.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>Bytes of values, before compression, that a page is cut at; a row is never cut. 1,024 to 64 MiB; default 1 MiB.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>Rows that a page is cut at, 1 to 10,000,000; default 20,000, so that engines with page indexes can skip inside a row group.</summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>Bytes that the dictionary of a column chunk may have before compression, 0 (no dictionaries) to 64 MiB; default 1 MiB.</summary>
    public int DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Whether integers, decimals up to 18 digits, dates and timestamps may be written as DELTA_BINARY_PACKED where that is smaller. Default true.</summary>
    public bool DeltaIntegers { get; init; } = true;

    /// <summary>Bytes that a string's or binary's minimum and maximum are cut to (and marked as cut), 8 to 65,536; default 64.</summary>
    public int StatisticsBytes { get; init; } = 64;

    // Every problem in one throw: a deployment should need one round trip, not one per wrong setting.
    internal static void Validate(ParquetOptions options)
    {
        var problems = new List<string>();
        if (options.Codec is null) { problems.Add($"{nameof(Codec)} is null; use ParquetCodec.None for no compression."); }
        Require(problems, nameof(PageBytes), options.PageBytes, 1024, 64 << 20);
        Require(problems, nameof(PageRows), options.PageRows, 1, 10_000_000);
        Require(problems, nameof(DictionaryBytes), options.DictionaryBytes, 0, 64 << 20);
        Require(problems, nameof(StatisticsBytes), options.StatisticsBytes, 8, 65_536);
        if (problems.Count > 0) { throw new ArgumentException($"{nameof(ParquetOptions)}: {string.Join(' ', problems)}", nameof(options)); }
    }

    static void Require(List<string> problems, string name, int value, int least, int most)
    {
        if (value < least || value > most) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {least:N0} to {most:N0}.")); }
    }
}
