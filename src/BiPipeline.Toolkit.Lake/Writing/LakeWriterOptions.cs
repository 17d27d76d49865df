using System.IO.Compression;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Sizes of a <see cref="LakeWriter"/>'s objects and settings of its puts. The division into objects depends only on these options and the
/// order of the input. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record LakeWriterOptions
{
    const long KiB = 1024;
    const long MiB = 1024 * KiB;
    const long GiB = 1024 * MiB;

    static readonly TimeSpan LongestPutGrace = TimeSpan.FromSeconds(60);

    /// <summary>Number of rows per row group, 1 to 10,000,000. Default 122,880.</summary>
    public int RowGroupRows { get; init; } = 122_880;

    /// <summary>Number of column bytes in memory at which a partition closes its row group, 64 KiB to 1 GiB. Default 16 MiB.</summary>
    public long RowGroupBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>
    /// Number of column bytes of all partitions at which the largest one closes its row group, at least <see cref="RowGroupBytes"/>.
    /// Default 32 MiB.
    /// </summary>
    public long BufferedBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Number of written bytes at which an object ends and the next one starts, 1 MiB to 5 GB. Default 128 MiB.</summary>
    public long ObjectBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>
    /// Number of bytes of an unfinished object in memory; further bytes go to a temporary file. 64 KiB to 1 GiB. Default 4 MiB.
    /// </summary>
    public int MemoryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Largest number of open objects per zone, 1 to 100,000. Beyond it, the writer puts those without new rows for the longest time, and
    /// opens new ones for later rows. Default 1,000. An open object uses up to <see cref="MemoryBytes"/>, at least about 100 KiB. Input
    /// that alternates between more partitions than this gives many small objects.
    /// </summary>
    public int OpenObjects { get; init; } = 1000;

    /// <summary>
    /// Number of records after which an object without new rows is put, rounded down to blocks of 4,096; 4,096 or more. Default
    /// null: only <see cref="OpenObjects"/> limits them. For input in the order of its partitions, the writer then keeps only the current
    /// ones open.
    /// </summary>
    public long? IdleRecords { get; init; }

    /// <summary>Number of parallel puts, 1 to 64. Default 8.</summary>
    public int ParallelPuts { get; init; } = 8;

    /// <summary>
    /// Time limit for a cancelled put, 0 to 60 seconds. After it, the put counts as failed even if the store ignores the cancellation.
    /// Longer than <see cref="S3StoreOptions.AbortTime"/>, so that a multipart upload is aborted. Default 1.5 seconds.
    /// </summary>
    public TimeSpan PutGrace { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The compression level of raw and quarantine lines. Default <see cref="CompressionLevel.Fastest"/>.</summary>
    public CompressionLevel LineCompression { get; init; } = CompressionLevel.Fastest;

    /// <summary>The clock for puts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is out of range; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(LakeWriterOptions));
        problems.Range(RowGroupRows, 1, 10_000_000);
        problems.Range(RowGroupBytes, 64 * KiB, GiB, "64 KiB to 1 GiB");
        if (BufferedBytes < RowGroupBytes) { problems.Add(BufferedTooSmall()); }
        problems.Range(ObjectBytes, MiB, 5_000_000_000, "1 MiB to 5 GB");
        problems.Range(MemoryBytes, 64 * KiB, GiB, "64 KiB to 1 GiB");
        problems.Range(OpenObjects, 1, 100_000);
        if (IdleRecords is { } records)
        {
            problems.Range(records, LakeWriter.BlockRecords, long.MaxValue, "4,096 or more", nameof(IdleRecords));
        }
        problems.Range(ParallelPuts, 1, 64);
        problems.Range(PutGrace, TimeSpan.Zero, LongestPutGrace, "0 to 60 seconds");
        problems.ThrowIfAny();
    }

    string BufferedTooSmall() => string.Create(
        CultureInfo.InvariantCulture,
        $"{nameof(BufferedBytes)} is {BufferedBytes}; expected at least {nameof(RowGroupBytes)} ({RowGroupBytes}).");
}
