namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// The Parquet format for Athena, Trino and DuckDB. The same rows in the same row groups give the same bytes. Thread-safe. Files reuse its
/// buffers, so use one instance per process.
/// </summary>
public sealed class ParquetFormat : ILakeFormat
{
    // Increase when bytes change for another reason than an option or a version below; the pinned hashes in the tests detect it.
    const int Revision = 1;

    readonly ConditionalWeakTable<IReadOnlyList<ColumnSpec>, ParquetSchema> _schemas = [];

    /// <summary>Creates a Parquet format.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public ParquetFormat(ParquetOptions? options = null)
    {
        Options = options ?? new();
        Options.Validate();
        Fingerprint = FingerprintOf(Options);
    }

    ParquetFormat(ParquetFormat other, int threads)
    {
        (Options, Fingerprint, Threads) = (other.Options, other.Fingerprint, threads);
        (_schemas, Writers, ParallelWriters, Records) = (other._schemas, other.Writers, other.ParallelWriters, other.Records);
    }

    /// <summary>The options.</summary>
    public ParquetOptions Options { get; }

    /// <inheritdoc/>
    public string Extension => "parquet";

    /// <summary>Text of every option and version that changes the written bytes.</summary>
    public string Fingerprint { get; }

    /// <summary>The writer's name in files, in the form that engines parse: <c>application version x.y.z</c>.</summary>
    internal static string CreatedBy { get; } = $"bipipeline-toolkit version {Version}";

    /// <summary>Number of threads that encode a row group.</summary>
    internal int Threads { get; } = 1;

    internal Pool<RowGroupWriter> Writers { get; } = new();

    internal Pool<ParallelGroupWriter> ParallelWriters { get; } = new();

    internal Pool<FileMetadata> Records { get; } = new();

    static string Version => typeof(ParquetFormat).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// There are no columns, or two names are equal for engines that ignore case.
    /// </exception>
    public ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(output);

        // A list that changed since the last file gets another schema.
        var schema = _schemas.GetValue(columns, static specs => new(specs));
        return new ParquetFileWriter(this, schema.FirstDifference(columns) < 0 ? schema : new(columns), output);
    }

    /// <summary>Starts a file in a stream. Does not close or flush the stream.</summary>
    /// <param name="columns">The file's columns.</param>
    /// <param name="output">A writable stream. It needs not support seeking.</param>
    /// <exception cref="ArgumentException">
    /// There are no columns, or two names are equal for engines that ignore case.
    /// </exception>
    public ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Open(columns, new StreamOutput(output));
    }

    /// <summary>
    /// Returns the same format with several threads: the caller's and pool threads encode the columns of a row group. The bytes do not
    /// depend on the number. With more than one, the encoded columns of a row group stay in memory until all are ready.
    /// </summary>
    internal ParquetFormat WithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return threads == Threads ? this : new(this, threads);
    }

    static string FingerprintOf(ParquetOptions options)
    {
        var codec = options.Codec.Revision.Length == 0 ? options.Codec.Name : $"{options.Codec.Name}-{options.Codec.Revision}";
        var delta = (options.DeltaIntegers, options.DeltaDatesAndDecimals) switch
        {
            (true, true) => "1",
            (true, false) => "integers",
            (false, true) => "dates-decimals",
            _ => "0",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"parquet {Version} r{Revision} {codec} page={options.PageBytes},{options.PageRows} dictionary={options.DictionaryBytes} "
            + $"delta={delta} statistics={options.StatisticsBytes}");
    }
}
