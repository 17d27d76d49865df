namespace BiPipeline.Toolkit;

/// <summary>Where inputs are looked for: the file system of this machine, or a bucket.</summary>
interface IInputPlace
{
    /// <summary>A file of exactly this path; null when there is none.</summary>
    Task<InputFile?> FindAsync(string path, CancellationToken cancellationToken);

    /// <summary>Every file below a folder, at any depth and in any order.</summary>
    /// <param name="folder">The folder with its last slash; empty for the place's own.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    Task<IReadOnlyList<InputFile>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>The file as an input.</summary>
    FileInput Open(InputFile file);
}
