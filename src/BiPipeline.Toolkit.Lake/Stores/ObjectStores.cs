namespace BiPipeline.Toolkit.Lake;

/// <summary>Opens the store of a lake from its location, and finds the newest baseline of a table.</summary>
public static class ObjectStores
{
    internal const string S3Scheme = "s3://";

    /// <summary>Opens a store: an S3 bucket below a prefix, or a folder, which the first put creates.</summary>
    /// <param name="location">
    /// <c>s3://bucket</c>, <c>s3://bucket/prefix</c> or a folder; <see cref="LakeLayout.RootProblem"/> has the rules.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The store. A store in S3 implements <see cref="IDisposable"/>, which disposes its client.</returns>
    /// <exception cref="ArgumentException">The location breaks a rule of <see cref="LakeLayout.RootProblem"/>, or is a file.</exception>
    /// <exception cref="IOException">S3 has neither a Region nor an endpoint.</exception>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public static IObjectStore Open(string location, ObjectStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(location);
        options ??= new();
        options.Validate();
        if (LakeLayout.RootProblem(location) is { } problem) { throw new ArgumentException(problem, nameof(location)); }
        if (location.StartsWith(S3Scheme, StringComparison.Ordinal))
        {
            return S3ObjectStore.Open(location[S3Scheme.Length..], options.Client, options.S3);
        }
        return File.Exists(location)
            ? throw new ArgumentException($"Location '{location}' is a file; expected a folder or s3://bucket/prefix.", nameof(location))
            : new DirectoryObjectStore(location, options.Directory);
    }

    /// <summary>
    /// Returns the time of a table's newest baseline, with which its generated views start; null for none. One LIST; no object is read.
    /// </summary>
    /// <param name="store">The lake.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="IOException">The store refuses the listing.</exception>
    public static async Task<DateTimeOffset?> FindBaselineAsync(
        IObjectStore store,
        string table,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        return (await LakeBaselines.FindNewestKeyAsync(store, table, cancellationToken).ConfigureAwait(false))?.AsOf;
    }
}
