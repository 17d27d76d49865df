namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Opens what deletes objects of a lake.</summary>
static class ObjectRemovers
{
    const string S3Scheme = "s3://";

    /// <summary>Opens the remover of a location that <see cref="ObjectStores.Open"/> accepts.</summary>
    internal static IObjectRemover Open(string location, AwsClientOptions client)
    {
        if (!location.StartsWith(S3Scheme, StringComparison.Ordinal)) { return new DirectoryRemover(location); }
        var parts = location[S3Scheme.Length..].Split('/', 2);
        var prefix = parts.Length > 1 ? parts[1].Trim('/') : "";
        return new S3Remover(S3ObjectStore.CreateClient(client, parts[0]), parts[0], prefix.Length == 0 ? "" : prefix + "/");
    }
}
