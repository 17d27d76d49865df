namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The data files of a lake. They are local before DuckDB reads them.</summary>
interface ILakeFiles
{
    /// <summary>Lists the files below a folder of the lake; the folder ends with a slash.</summary>
    Task<List<LakeFile>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Makes the files local, so that they can be read.</summary>
    Task<IReadOnlyList<LakeFile>> FetchAsync(IReadOnlyList<LakeFile> files, CancellationToken cancellationToken);
}
