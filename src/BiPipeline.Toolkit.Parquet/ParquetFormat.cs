namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// Parquet that Athena, Trino and DuckDB read: the same rows, cut into the same row groups, give the same bytes. Safe for use from several
/// threads at once; its buffers pass from file to file, so one instance should serve the process.
/// </summary>
public sealed class ParquetFormat : ILakeFormat
{
    // Raised by whatever changes a byte of a file that the options and versions below don't tell; the pinned hashes in the tests find it.
    const int Revision = 1;
    const int MaxThreads = 64;

    readonly ConditionalWeakTable<IReadOnlyList<ColumnSpec>, ParquetSchema> _schemas = [];

    /// <summary>Parquet with <see cref="ParquetOptions.Default"/>.</summary>
    public ParquetFormat()
        : this(ParquetOptions.Default)
    {
    }

    /// <summary>Parquet with options.</summary>
    /// <exception cref="ArgumentException">An option is outside its range; the message names all of them.</exception>
    public ParquetFormat(ParquetOptions options)
        : this(options, threads: 1)
    {
    }

    /// <summary>Parquet with options, row groups encoded on several threads.</summary>
    /// <param name="options">How files are written.</param>
    /// <param name="threads">
    /// Threads that encode a row group, 1 to 64: the caller's and others of the pool, each a column at a time. The number changes no byte; with
    /// several, a row group's encoded columns are held in memory until all are ready.
    /// </param>
    /// <exception cref="ArgumentException">An option is outside its range; the message names all of them.</exception>
    public ParquetFormat(ParquetOptions options, int threads)
    {
        ArgumentNullException.ThrowIfNull(options);
        ParquetOptions.Validate(options);
        if (threads is < 1 or > MaxThreads) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"threads is {threads}; it must be 1 to {MaxThreads}."), nameof(threads)); }
        Options = options;
        Threads = threads;
        var codec = options.Codec.Revision.Length == 0 ? options.Codec.Name : $"{options.Codec.Name}-{options.Codec.Revision}";
        Fingerprint = string.Create(
            CultureInfo.InvariantCulture,
            $"parquet {Version} r{Revision} {codec} page={options.PageBytes},{options.PageRows} dictionary={options.DictionaryBytes} delta={(options.DeltaIntegers ? 1 : 0)} statistics={options.StatisticsBytes}");
    }

    /// <summary>How files are written.</summary>
    public ParquetOptions Options { get; }

    /// <summary>Threads that encode a row group.</summary>
    public int Threads { get; }

    /// <inheritdoc/>
    public string Extension => "parquet";

    /// <summary>Every option and version that changes a written byte, as text.</summary>
    public string Fingerprint { get; }

    /// <summary>What files name as their writer, in the form that engines parse: <c>application version x.y.z</c>.</summary>
    internal static string CreatedBy { get; } = $"bipipeline-toolkit version {Version}";

    internal Pool<RowGroupWriter> Writers { get; } = new();

    internal Pool<ParallelGroupWriter> ParallelWriters { get; } = new();

    internal Pool<FileRecords> Records { get; } = new();

    static string Version => typeof(ParquetFormat).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no column, or a name can't be told from another by engines that match names without case.</exception>
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
    /// <exception cref="ArgumentException">There is no column, or a name can't be told from another by engines that match names without case.</exception>
    public ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Open(columns, new StreamOutput(output));
    }
}
