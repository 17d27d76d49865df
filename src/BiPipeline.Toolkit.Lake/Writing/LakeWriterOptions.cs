using System.IO.Compression;

namespace BiPipeline.Toolkit.Lake;

/// <summary>How a <see cref="LakeWriter"/> cuts objects. Cuts depend on these options and the input's order alone. Immutable; derive with <c>with</c>.</summary>
public sealed record LakeWriterOptions
{
    /// <summary>The options as they are without any setting.</summary>
    public static LakeWriterOptions Default { get; } = new();

    /// <summary>Rows of a row group, 1 to 10,000,000. Default 122,880.</summary>
    public int RowGroupRows { get; init; } = 122_880;

    /// <summary>Column bytes in memory at which a partition closes its row group, 64 KiB to 1 GiB. Default 16 MiB.</summary>
    public long RowGroupBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>Column bytes of all partitions together at which the fullest closes its row group, at least <see cref="RowGroupBytes"/>. Default 32 MiB.</summary>
    public long BufferedBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Written bytes at which an object is finished and the next begun, 1 MiB to 5 GB. Default 128 MiB.</summary>
    public long ObjectBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Bytes of an unfinished object kept in memory; beyond, it goes on in a temporary file. 64 KiB to 1 GiB. Default 4 MiB.</summary>
    public int MemoryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Objects of a zone that are filled at a time, 1 to 100,000; beyond it, those that got nothing for longest are put, and begun anew when
    /// rows come again. Default 1,000. One takes up to <see cref="MemoryBytes"/>, at least some 100 KiB; input that goes back and forth
    /// between more partitions than this makes many small objects.
    /// </summary>
    public int OpenObjects { get; init; } = 1000;

    /// <summary>
    /// Records after which an object that got none of them is put, rounded down to blocks of 4,096; 4,096 or more. Default null: it waits for
    /// <see cref="OpenObjects"/>. Input in the order of its partitions then holds open what it is at, and no more.
    /// </summary>
    public long? IdleRecords { get; init; }

    /// <summary>Objects put at a time, 1 to 64. Default 8.</summary>
    public int ParallelPuts { get; init; } = 8;

    /// <summary>
    /// The time that a store has to end a put that is cancelled, 0 to 60 seconds; after it the put counts as failed, whether the store listens
    /// or not. Longer than <see cref="S3StoreOptions.AbortTime"/>, so that an upload in parts is aborted. Default 1.5 seconds.
    /// </summary>
    public TimeSpan PutGrace { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How hard raw and quarantine lines are compressed. Default <see cref="CompressionLevel.Fastest"/>.</summary>
    public CompressionLevel LineCompression { get; init; } = CompressionLevel.Fastest;

    /// <summary>These options, once every rule holds.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public LakeWriterOptions Validated()
    {
        const long kib = 1024;
        List<string> problems = [];
        Check(nameof(RowGroupRows), RowGroupRows, 1, 10_000_000);
        Check(nameof(RowGroupBytes), RowGroupBytes, 64 * kib, 1024 * kib * kib);
        Check(nameof(BufferedBytes), BufferedBytes, RowGroupBytes, long.MaxValue);
        Check(nameof(ObjectBytes), ObjectBytes, kib * kib, 5_000_000_000);
        Check(nameof(MemoryBytes), MemoryBytes, 64 * kib, 1024 * kib * kib);
        Check(nameof(OpenObjects), OpenObjects, 1, 100_000);
        Check(nameof(IdleRecords), IdleRecords ?? long.MaxValue, LakeWriter.BlockRecords, long.MaxValue);
        Check(nameof(ParallelPuts), ParallelPuts, 1, 64);
        if (PutGrace < TimeSpan.Zero || PutGrace > TimeSpan.FromSeconds(60)) { problems.Add($"{nameof(PutGrace)} is {PutGrace}; it must be 0 to 60 seconds."); }
        return problems.Count == 0 ? this : throw new ToolkitOptionsException(nameof(LakeWriterOptions), problems);

        void Check(string name, long value, long min, long max)
        {
            if (value < min || value > max) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {min} to {max}.")); }
        }
    }
}
