namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// Parquet that Athena, Trino and DuckDB read: the same rows, cut into the same row groups, give the same bytes. Safe for use from several
/// threads at once; its buffers pass from file to file, so one instance should serve the process.
/// </summary>
public sealed class ParquetFormat : ILakeFormat
{
    // Raised by whatever changes a byte of a file that the options and versions below don't name; the pinned hashes in the tests find it.
    const int Revision = 1;

    readonly ConditionalWeakTable<IReadOnlyList<ColumnSpec>, ParquetSchema> _schemas = [];

    /// <summary>Parquet with options.</summary>
    /// <param name="options">How files are written; null for the defaults.</param>
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

    /// <summary>How files are written.</summary>
    public ParquetOptions Options { get; }

    /// <inheritdoc/>
    public string Extension => "parquet";

    /// <summary>Every option and version that changes a written byte, as text.</summary>
    public string Fingerprint { get; }

    /// <summary>What files name as their writer, in the form that engines parse: <c>application version x.y.z</c>.</summary>
    internal static string CreatedBy { get; } = $"bipipeline-toolkit version {Version}";

    /// <summary>Threads that encode a row group.</summary>
    internal int Threads { get; } = 1;

    internal Pool<RowGroupWriter> Writers { get; } = new();

    internal Pool<ParallelGroupWriter> ParallelWriters { get; } = new();

    internal Pool<FileMetadata> Records { get; } = new();

    static string Version => typeof(ParquetFormat).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// There is no column, or a name can't be told from another by engines that match names without case.
    /// </exception>
    public ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(output);

        // A list that was changed since it was last seen gets a schema of its own.
        var schema = _schemas.GetValue(columns, static specs => new(specs));
        return new ParquetFileWriter(this, schema.FirstDifference(columns) < 0 ? schema : new(columns), output);
    }

    /// <summary>Begins a file in a stream, which stays open and isn't flushed.</summary>
    /// <param name="columns">The file's columns.</param>
    /// <param name="output">A stream that can be written; it needn't seek.</param>
    /// <exception cref="ArgumentException">
    /// There is no column, or a name can't be told from another by engines that match names without case.
    /// </exception>
    public ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Open(columns, new StreamOutput(output));
    }

    /// <summary>
    /// The same format, row groups encoded on several threads: the caller's and others of the pool, each a column at a time. The number
    /// changes no byte; with several, a row group's encoded columns are held in memory until all are ready.
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
