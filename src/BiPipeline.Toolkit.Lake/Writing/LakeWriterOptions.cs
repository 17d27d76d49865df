using System.IO.Compression;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// How a <see cref="LakeWriter"/> cuts objects. Cuts depend on these options and the input's order alone.
/// Immutable; derive with <c>with</c>.
/// </summary>
public sealed record LakeWriterOptions
{
    const long KiB = 1024;
    const long MiB = 1024 * KiB;
    const long GiB = 1024 * MiB;

    static readonly TimeSpan LongestPutGrace = TimeSpan.FromSeconds(60);

    /// <summary>Rows of a row group, 1 to 10,000,000. Default 122,880.</summary>
    public int RowGroupRows { get; init; } = 122_880;

    /// <summary>Column bytes in memory at which a partition closes its row group, 64 KiB to 1 GiB. Default 16 MiB.</summary>
    public long RowGroupBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>
    /// Column bytes of all partitions together at which the fullest closes its row group, at least <see cref="RowGroupBytes"/>.
    /// Default 32 MiB.
    /// </summary>
    public long BufferedBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Written bytes at which an object is finished and the next is opened, 1 MiB to 5 GB. Default 128 MiB.</summary>
    public long ObjectBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>
    /// Bytes of an unfinished object kept in memory; beyond, it goes on in a temporary file. 64 KiB to 1 GiB. Default 4 MiB.
    /// </summary>
    public int MemoryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Objects of a zone that are filled at a time, 1 to 100,000; beyond it, those that got nothing for longest are put, and opened again
    /// when rows come again. Default 1,000. One takes up to <see cref="MemoryBytes"/>, at least some 100 KiB; input that goes back and
    /// forth between more partitions than this makes many small objects.
    /// </summary>
    public int OpenObjects { get; init; } = 1000;

    /// <summary>
    /// Records after which an object that got none of them is put, rounded down to blocks of 4,096; 4,096 or more. Default null: it waits
    /// for <see cref="OpenObjects"/>. Input in the order of its partitions then holds open what it is at, and no more.
    /// </summary>
    public long? IdleRecords { get; init; }

    /// <summary>Objects put at a time, 1 to 64. Default 8.</summary>
    public int ParallelPuts { get; init; } = 8;

    /// <summary>
    /// The time that a store has to end a put that is cancelled, 0 to 60 seconds; after it the put counts as failed, whether the store
    /// listens or not. Longer than <see cref="S3StoreOptions.AbortTime"/>, so that an upload in parts is aborted. Default 1.5 seconds.
    /// </summary>
    public TimeSpan PutGrace { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How hard raw and quarantine lines are compressed. Default <see cref="CompressionLevel.Fastest"/>.</summary>
    public CompressionLevel LineCompression { get; init; } = CompressionLevel.Fastest;

    /// <summary>The clock that puts are timed by. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
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
        $"{nameof(BufferedBytes)} is {BufferedBytes}; it must be at least {nameof(RowGroupBytes)}, {RowGroupBytes}.");
}
