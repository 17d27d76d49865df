namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Opens files of a lake for reading.</summary>
static class LakeFileReaders
{
    /// <summary>Largest number of bytes of a file that is read into memory as a whole; a larger one is read from the disk.</summary>
    internal const int MemoryBytes = 8 * 1024 * 1024;

    /// <summary>Opens an object of the processed zone.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    /// <exception cref="InvalidDataException">The object is not a Parquet file, or has a column of a type that no schema has.</exception>
    /// <exception cref="IOException">The object can't be read.</exception>
    internal static async Task<ILakeFileReader> OpenAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        return ParquetFileReader.Open(key, await SeekableFile.OfAsync(stream, MemoryBytes, cancellationToken).ConfigureAwait(false));
    }
}
