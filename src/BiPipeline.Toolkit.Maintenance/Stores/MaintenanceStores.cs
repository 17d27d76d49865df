namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Opens the storage of a lake for its upkeep.</summary>
public static class MaintenanceStores
{
    /// <summary>Opens a store of a location that <see cref="ObjectStores.Open"/> accepts.</summary>
    /// <param name="location"><c>s3://bucket</c>, <c>s3://bucket/prefix</c> or a folder.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The store. A store in S3 implements <see cref="IDisposable"/>, which disposes its client.</returns>
    /// <exception cref="ArgumentException">The location breaks a rule of <see cref="LakeLayout.RootProblem"/>, or is a file.</exception>
    /// <exception cref="IOException">S3 has neither a Region nor an endpoint.</exception>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public static IMaintenanceStore Open(string location, ObjectStoreOptions? options = null)
    {
        options ??= new();
        var objects = ObjectStores.Open(location, options);
        if (objects is not S3ObjectStore s3) { return new DirectoryMaintenanceStore(objects, options.Directory); }
        var parts = s3.Location[ObjectStores.S3Scheme.Length..].Split('/', 2);
        try
        {
            var client = S3ObjectStore.CreateClient(options.Client, parts[0]);
            return new S3MaintenanceStore(s3, client, parts[0], parts.Length > 1 ? parts[1] : "");
        }
        catch
        {
            s3.Dispose();
            throw;
        }
    }
}
