using System.Globalization;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The folder that a project is written to. Existing files are overwritten only on request.</summary>
/// <param name="Path">The folder; it need not exist.</param>
sealed record ProjectFolder(string Path)
{
    const int NamesInMessage = 3;

    /// <summary>Writes the missing files, and with <paramref name="force"/> also those with another text.</summary>
    /// <param name="files">The files.</param>
    /// <param name="force">Whether to replace files with another text.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The files that were written; the others have their text already.</returns>
    /// <exception cref="IOException">Files have another text, and <paramref name="force"/> is false. Nothing was written.</exception>
    internal async Task<List<ProjectFile>> WriteAsync(IReadOnlyList<ProjectFile> files, bool force, CancellationToken cancellationToken)
    {
        if (!force) { await RefuseOthersAsync(files, cancellationToken).ConfigureAwait(false); }
        List<ProjectFile> written = [];
        foreach (var file in files)
        {
            if (await TextFile.WriteAsync(PathOf(file), file.Text, cancellationToken).ConfigureAwait(false)) { written.Add(file); }
        }
        return written;
    }

    string PathOf(ProjectFile file) => System.IO.Path.Combine(Path, file.Path.Replace('/', System.IO.Path.DirectorySeparatorChar));

    async Task RefuseOthersAsync(IReadOnlyList<ProjectFile> files, CancellationToken cancellationToken)
    {
        List<string> others = [];
        foreach (var file in files)
        {
            var path = PathOf(file);
            if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) != file.Text)
            {
                others.Add(file.Path);
            }
        }
        if (others.Count == 0) { return; }
        var more = others.Count > NamesInMessage
            ? string.Create(CultureInfo.InvariantCulture, $" and {others.Count - NamesInMessage} more")
            : "";
        throw new IOException(
            $"Folder '{Path}' contains {string.Join(", ", others.Take(NamesInMessage))}{more} with another text; init overwrites no file. "
                + "Choose another folder, or add --force.");
    }
}
