namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Deletes files below a folder. It follows no symbolic link.</summary>
sealed class DirectoryRemover(string root) : IObjectRemover
{
    readonly StoreRoot _root = new(root);

    public Task RemoveAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = _root.PathOf(key);
            _root.RefuseLinks(path);
            if (File.Exists(path)) { File.Delete(path); }
        }
        return Task.CompletedTask;
    }
}
