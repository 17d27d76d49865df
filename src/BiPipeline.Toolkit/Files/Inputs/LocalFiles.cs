using System.IO.Enumeration;

namespace BiPipeline.Toolkit;

/// <summary>Files of this machine. A link to a file is the file; a link to a folder is not entered, since it may lead back.</summary>
sealed class LocalFiles : IInputPlace
{
    static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    public Task<InputFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        return Task.FromResult(file.Exists ? new InputFile(path, file.Length) : null);
    }

    public Task<IReadOnlyList<InputFile>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var root = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(root)) { return Task.FromResult<IReadOnlyList<InputFile>>([]); }
        var found = new FileSystemEnumerable<string>(root, static (ref entry) => entry.ToFullPath(), Everything)
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        List<InputFile> files = [];
        foreach (var path in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
            files.Add(new(folder + relative, new FileInfo(path).Length));
        }
        return Task.FromResult<IReadOnlyList<InputFile>>(files);
    }

    public FileInput Open(InputFile file) => FileInput.Open(file.Path);
}
