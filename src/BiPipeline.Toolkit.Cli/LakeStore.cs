using Amazon.S3;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The store of a lake given on the command line, and the client that it holds.</summary>
sealed class LakeStore : IDisposable
{
    const string S3Scheme = "s3://";
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    readonly AmazonS3Client? _s3;

    LakeStore(IObjectStore objects, AmazonS3Client? s3) => (Objects, _s3) = (objects, s3);

    internal IObjectStore Objects { get; }

    internal static LakeStore Open(string location)
    {
        if (!location.StartsWith(S3Scheme, StringComparison.Ordinal)) { return new(new DirectoryObjectStore(location), null); }
        var parts = location[S3Scheme.Length..].Split('/', 2);
        if (parts[0].Length == 0) { throw new ArgumentException($"--lake is '{location}'; it must be a folder or s3://bucket/prefix.", nameof(location)); }
        // Buckets in a path, not in a host name, so that endpoints given by address work.
        var client = new AmazonS3Client(new AmazonS3Config { ForcePathStyle = true, Timeout = RequestTimeout });
        return new(new S3ObjectStore(client, parts[0], parts.Length > 1 ? parts[1] : "", S3StoreOptions.Default), client);
    }

    public void Dispose() => _s3?.Dispose();
}
