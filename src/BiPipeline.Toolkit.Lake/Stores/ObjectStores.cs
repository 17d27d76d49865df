using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Lake;

/// <summary>Opens the store of a lake from its location.</summary>
public static partial class ObjectStores
{
    internal const string S3Scheme = "s3://";

    /// <summary>Opens a store: an S3 bucket below a prefix, or a folder, which is created when the first object is put.</summary>
    /// <param name="location">
    /// <c>s3://bucket</c>, <c>s3://bucket/prefix</c> or a folder. Any other text that begins with <c>scheme:</c> is refused; a drive
    /// (<c>C:\lake</c>) is a folder, and so is a name with a colon after <c>./</c>.
    /// </param>
    /// <param name="options">How the store is reached and written; null for the defaults.</param>
    /// <returns>The store. One in S3 has a client of its own: it implements <see cref="IDisposable"/>, which disposes the client.</returns>
    /// <exception cref="ArgumentException">The location is neither <c>s3://bucket</c> nor a folder.</exception>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public static IObjectStore Open(string location, ObjectStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(location);
        options ??= new();
        options.Validate();
        if (string.IsNullOrWhiteSpace(location)) { throw NotALocation(location); }
        if (!Scheme().IsMatch(location)) { return new DirectoryObjectStore(location, options.Directory); }
        return IsBucket(location)
            ? S3ObjectStore.Open(location[S3Scheme.Length..], options.Client, options.S3)
            : throw NotALocation(location);
    }

    static bool IsBucket(string location) =>
        location.StartsWith(S3Scheme, StringComparison.Ordinal)
        && location.Length > S3Scheme.Length
        && location[S3Scheme.Length] != '/';

    static ArgumentException NotALocation(string location) =>
        new($"The lake's location is '{location}'; it must be a folder or s3://bucket/prefix.", nameof(location));

    // Two letters at least, since one is a drive of Windows.
    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.-]+:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scheme();
}
