using System.Collections.Concurrent;
using Amazon.S3;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Opens the places of exports: this machine's files, and buckets with one client each.</summary>
sealed class ExportPlaces(AwsClientOptions client)
{
    const string S3Scheme = "s3://";

    readonly LocalFiles _local = new();
    readonly ConcurrentDictionary<string, IAmazonS3> _clients = new(StringComparer.Ordinal);

    /// <summary>Returns the place of a location, and the location's path in it.</summary>
    /// <exception cref="ArgumentException">The location is neither a path nor <c>s3://bucket/key</c>.</exception>
    internal (IInputPlace Place, string Path, string Root) Open(string location)
    {
        if (!location.StartsWith(S3Scheme, StringComparison.Ordinal))
        {
            return Path.Exists(location) || LakeLayout.RootProblem(location) is null
                ? (_local, location.Replace('\\', '/'), "")
                : throw new ArgumentException(
                    $"Export '{location}' is not a location; expected a file, a folder or s3://bucket/key.", nameof(location));
        }
        if (LakeLayout.RootProblem(location) is { } problem)
        {
            throw new ArgumentException(problem.Replace("Location", "Export", StringComparison.Ordinal), nameof(location));
        }
        var parts = location[S3Scheme.Length..].Split('/', 2);
        var bucket = parts[0];
        var s3 = _clients.GetOrAdd(bucket, name => S3ObjectStore.CreateClient(client, name));
        return (new S3Objects(s3, bucket), parts.Length > 1 ? parts[1] : "", $"{S3Scheme}{bucket}/");
    }

    /// <summary>Finds the input of a data file.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    internal async Task<FileInput> FindAsync(string location, CancellationToken cancellationToken)
    {
        var (place, path, _) = Open(location);
        return await place.FindAsync(path, cancellationToken).ConfigureAwait(false) is { } file
            ? place.Open(file)
            : throw new FileNotFoundException($"Data file '{location}' does not exist. Copy the export again, complete.");
    }
}
