namespace BiPipeline.Toolkit.Benchmarks.Writers;

/// <summary>A writer with prepared columns.</summary>
interface IPeerWriter
{
    string Name { get; }

    /// <summary>The last file.</summary>
    ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Writes one file with one row group to memory.</summary>
    /// <returns>The length of the file.</returns>
    Task<long> WriteAsync();
}
