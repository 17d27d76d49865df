namespace BiPipeline.Toolkit.Benchmarks.Writers;

/// <summary>A writer that is given its columns beforehand.</summary>
interface IPeerWriter
{
    string Name { get; }

    /// <summary>The last file.</summary>
    ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Writes one file of one row group into memory.</summary>
    /// <returns>Its length.</returns>
    Task<long> WriteAsync();
}
