namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Where data files are listed, and made to lie on this machine before DuckDB reads them.</summary>
interface ILakeFiles
{
    /// <summary>The files below a folder of the lake; the folder ends with a slash.</summary>
    Task<List<LakeFile>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Brings the files here; they may be read afterwards.</summary>
    Task<IReadOnlyList<LakeFile>> FetchAsync(IReadOnlyList<LakeFile> files, CancellationToken cancellationToken);
}
