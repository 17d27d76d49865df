using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Settings of a <see cref="LakeVerification"/> or an <see cref="ExportComparison"/>. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record VerificationOptions
{
    /// <summary>
    /// All tables of the stream, at least one, as for writing: which record belongs to which table depends on all of them.
    /// </summary>
    public IReadOnlyList<TableSchema> Schemas { get; init; } = [];

    /// <summary>
    /// Limits of flattening, as for writing. The hash key is not needed: values in the raw zone are protected already. Default: the
    /// defaults.
    /// </summary>
    public FlattenOptions Flatten { get; init; } = new();

    /// <summary>
    /// The format of the lake's files, which are encoded again and compared byte by byte, besides the formats that <c>flatten</c> writes. A
    /// file of another format is reported. Default Parquet with its defaults.
    /// </summary>
    public ILakeFormat Format { get; init; } = new ParquetFormat();

    /// <summary>
    /// Age of a raw object from which its events must be in the other zones, 0 or more. A function retries a batch for a day. Default 24
    /// hours.
    /// </summary>
    public TimeSpan Settled { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The first day of events to verify. Default (null): all.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of events to verify. Default (null): all.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// Part of the events to compare, by the hash of their event id, above 0 and at most 100. All objects are read anyway. Default 100.
    /// </summary>
    public double SamplePercent { get; init; } = 100;

    /// <summary>
    /// Days that a lifecycle rule keeps raw objects, 1 or more. Default (null): unknown; then rows that were put
    /// before the oldest raw object, and days before it, count as expired.
    /// </summary>
    public int? RawDays { get; init; }

    /// <summary>Number of threads, 1 to 64. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Bytes of hashes in memory, 1 MiB or more; more are sorted in temporary files, 48 bytes for each row and raw event. Default 256 MiB.
    /// </summary>
    public long MemoryBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The folder of temporary files. They contain hashes only. Default: the system's.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <summary>Settings of access to exports in S3, for an <see cref="ExportComparison"/>.</summary>
    public AwsClientOptions Client { get; init; } = new();

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(VerificationOptions));
        foreach (var problem in TableNames.Problems(Schemas)) { problems.Add(problem); }
        problems.Nested(nameof(Flatten), Flatten.Validate);
        problems.Nested(nameof(Client), Client.Validate);
        problems.Range(Threads, 1, 64);
        if (Settled < TimeSpan.Zero) { problems.Add($"{nameof(Settled)} is negative; expected 0 or more."); }
        if (SamplePercent is not (> 0 and <= 100))
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"{nameof(SamplePercent)} is {SamplePercent}; expected above 0 and at most 100."));
        }
        if (RawDays < 1)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(RawDays)} is {RawDays}; expected 1 or more."));
        }
        if (MemoryBytes < 1024 * 1024)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MemoryBytes)} is {MemoryBytes}; expected 1 MiB or more."));
        }
        if (From > To) { problems.Add($"{nameof(From)} is after {nameof(To)}; expected a range of days."); }
        problems.ThrowIfAny();
    }
}
