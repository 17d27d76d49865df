using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The upkeep of a lake in a bucket. Each member names the permissions that it needs; deletions send up to 1,000 keys a request.
/// </summary>
sealed class S3MaintenanceStore : IMaintenanceStore, IDisposable
{
    const int MostKeys = 1000;

    readonly S3ObjectStore _objects;
    readonly IAmazonS3 _s3;
    readonly string _bucket;
    readonly string _prefix;
    bool? _hasLocks;

    /// <summary>Creates a store, which disposes the store of its objects and the client.</summary>
    /// <param name="objects">The store of its objects.</param>
    /// <param name="s3">Sends the requests.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">The prefix of keys; empty for none.</param>
    internal S3MaintenanceStore(S3ObjectStore objects, IAmazonS3 s3, string bucket, string prefix)
    {
        (_objects, _s3, _bucket) = (objects, s3, bucket);
        _prefix = prefix.Length == 0 ? "" : prefix.TrimEnd('/') + "/";
    }

    public string Location => _objects.Location;

    string? Owner => _objects.Options.ExpectedBucketOwner;

    public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) =>
        _objects.PutAsync(key, content, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        _objects.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
        _objects.OpenReadAsync(key, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Needs <c>s3:ListBucket</c>.</remarks>
    public async IAsyncEnumerable<ListedObject> ListObjectsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = _prefix + prefix, ExpectedBucketOwner = Owner };
        do
        {
            var page = await SendAsync(
                () => _s3.ListObjectsV2Async(request, cancellationToken), "s3:ListBucket", request.Prefix).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new(KeyOf(item.Key), item.Size ?? 0, TimeOf(item.LastModified));
            }
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    /// <remarks>Needs <c>s3:DeleteObject</c>.</remarks>
    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        DeleteAsync([.. keys.Select(key => new KeyVersion { Key = _prefix + key })], "s3:DeleteObject", cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Needs <c>s3:ListBucketVersions</c>.</remarks>
    public async IAsyncEnumerable<ObjectVersion> ListVersionsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListVersionsRequest { BucketName = _bucket, Prefix = _prefix + prefix, ExpectedBucketOwner = Owner };
        bool hasMore;
        do
        {
            var page = await SendAsync(
                () => _s3.ListVersionsAsync(request, cancellationToken), "s3:ListBucketVersions", request.Prefix).ConfigureAwait(false);
            foreach (var item in page.Versions ?? [])
            {
                yield return new(
                    KeyOf(item.Key),
                    item.VersionId,
                    item.Size ?? 0,
                    TimeOf(item.LastModified),
                    item.IsLatest == true,
                    item.IsDeleteMarker == true);
            }
            hasMore = page.IsTruncated == true;
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (hasMore);
    }

    /// <inheritdoc/>
    /// <remarks>Needs <c>s3:GetObjectVersion</c>.</remarks>
    public async Task<Stream> OpenVersionAsync(ObjectVersion version, CancellationToken cancellationToken = default)
    {
        var request = new GetObjectRequest
        {
            BucketName = _bucket,
            Key = _prefix + version.Key,
            VersionId = version.VersionId,
            ExpectedBucketOwner = Owner,
        };
        var found = await FindAsync(
            () => _s3.GetObjectAsync(request, cancellationToken), "s3:GetObjectVersion", request.Key).ConfigureAwait(false);
        return found?.ResponseStream
            ?? throw new FileNotFoundException($"Version '{version.VersionId}' of object '{version.Key}' does not exist below {Location}.");
    }

    /// <inheritdoc/>
    /// <remarks>Needs <c>s3:DeleteObjectVersion</c>.</remarks>
    public Task DeleteVersionsAsync(IReadOnlyList<ObjectVersion> versions, CancellationToken cancellationToken = default) =>
        DeleteAsync(
            [.. versions.Select(version => new KeyVersion { Key = _prefix + version.Key, VersionId = version.VersionId })],
            "s3:DeleteObjectVersion",
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// Needs <c>s3:GetBucketObjectLockConfiguration</c>; in a bucket with Object Lock <c>s3:GetObjectRetention</c> and
    /// <c>s3:GetObjectLegalHold</c>.
    /// </remarks>
    public async Task<ObjectLock?> FindLockAsync(ObjectVersion version, CancellationToken cancellationToken = default)
    {
        if (version.IsDeleteMarker) { return null; }
        _hasLocks ??= await HasLocksAsync(cancellationToken).ConfigureAwait(false);
        if (_hasLocks != true) { return null; }
        var (key, id) = (_prefix + version.Key, version.VersionId);
        var ofRetention = new GetObjectRetentionRequest { BucketName = _bucket, Key = key, VersionId = id, ExpectedBucketOwner = Owner };
        var ofHold = new GetObjectLegalHoldRequest { BucketName = _bucket, Key = key, VersionId = id, ExpectedBucketOwner = Owner };
        var retention = await FindAsync(
            () => _s3.GetObjectRetentionAsync(ofRetention, cancellationToken), "s3:GetObjectRetention", key).ConfigureAwait(false);
        var hold = await FindAsync(
            () => _s3.GetObjectLegalHoldAsync(ofHold, cancellationToken), "s3:GetObjectLegalHold", key).ConfigureAwait(false);
        DateTimeOffset? until = retention?.Retention?.RetainUntilDate is { } time ? TimeOf(time) : null;
        var isHeld = hold?.LegalHold?.Status == ObjectLockLegalHoldStatus.On;
        return until is null && !isHeld ? null : new(until, isHeld);
    }

    /// <inheritdoc/>
    /// <remarks>Needs <c>s3:ListBucketMultipartUploads</c> and <c>s3:ListMultipartUploadParts</c>.</remarks>
    public async IAsyncEnumerable<LeftOver> ListLeftOversAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _bucket, Prefix = _prefix, ExpectedBucketOwner = Owner };
        bool hasMore;
        do
        {
            var page = await SendAsync(
                () => _s3.ListMultipartUploadsAsync(request, cancellationToken),
                "s3:ListBucketMultipartUploads",
                _prefix).ConfigureAwait(false);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                var bytes = await BytesOfAsync(upload, cancellationToken).ConfigureAwait(false);
                // Uploads without parts that ended since have no size.
                if (bytes is { } stored) { yield return new(KeyOf(upload.Key), upload.UploadId, stored, TimeOf(upload.Initiated)); }
            }
            hasMore = page.IsTruncated == true;
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (hasMore);
    }

    /// <inheritdoc/>
    /// <remarks>Needs <c>s3:AbortMultipartUpload</c>.</remarks>
    public async Task DeleteLeftOversAsync(IReadOnlyList<LeftOver> leftOvers, CancellationToken cancellationToken = default)
    {
        foreach (var leftOver in leftOvers)
        {
            var key = _prefix + leftOver.Key;
            await FindAsync(
                () => _s3.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest
                    {
                        BucketName = _bucket,
                        Key = key,
                        UploadId = leftOver.UploadId,
                        ExpectedBucketOwner = Owner,
                    },
                    cancellationToken),
                "s3:AbortMultipartUpload",
                key).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _s3.Dispose();
        _objects.Dispose();
    }

    static DateTimeOffset TimeOf(DateTime? time) => time is { } value ? new(value.ToUniversalTime(), TimeSpan.Zero) : default;

    string KeyOf(string key) => key[_prefix.Length..];

    async Task<bool> HasLocksAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync(
            () => _s3.GetObjectLockConfigurationAsync(
                new GetObjectLockConfigurationRequest { BucketName = _bucket, ExpectedBucketOwner = Owner }, cancellationToken),
            "s3:GetBucketObjectLockConfiguration",
            key: "").ConfigureAwait(false);
        return found?.ObjectLockConfiguration?.ObjectLockEnabled == ObjectLockEnabled.Enabled;
    }

    // Null for an upload that ended since it was listed.
    async Task<long?> BytesOfAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        var request = new ListPartsRequest
        {
            BucketName = _bucket,
            Key = upload.Key,
            UploadId = upload.UploadId,
            ExpectedBucketOwner = Owner,
        };
        var bytes = 0L;
        bool hasMore;
        do
        {
            var page = await FindAsync(
                () => _s3.ListPartsAsync(request, cancellationToken), "s3:ListMultipartUploadParts", upload.Key).ConfigureAwait(false);
            if (page is null) { return null; }
            bytes += (page.Parts ?? []).Sum(part => part.Size ?? 0);
            hasMore = page.IsTruncated == true;
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(CultureInfo.InvariantCulture);
        }
        while (hasMore);
        return bytes;
    }

    async Task DeleteAsync(List<KeyVersion> keys, string permission, CancellationToken cancellationToken)
    {
        foreach (var part in keys.Chunk(MostKeys))
        {
            var request = new DeleteObjectsRequest { BucketName = _bucket, Objects = [.. part], Quiet = true, ExpectedBucketOwner = Owner };
            try
            {
                await SendAsync(() => _s3.DeleteObjectsAsync(request, cancellationToken), permission, _prefix).ConfigureAwait(false);
            }
            catch (DeleteObjectsException exception)
            {
                var first = exception.Response.DeleteErrors[0];
                throw new IOException(
                    $"Object 's3://{_bucket}/{first.Key}' could not be deleted: {first.Code}. Grant {permission}, and run again.",
                    exception);
            }
        }
    }

    async Task<T> SendAsync<T>(Func<Task<T>> send, string permission, string key)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (Exception exception) when (S3Refusal.Describe(exception, permission, _bucket, key) is { } refusal)
        {
            throw new StoreRefusedException(refusal, exception);
        }
    }

    // Null for what does not exist: a lock configuration, a retention, an upload.
    async Task<T?> FindAsync<T>(Func<Task<T>> send, string permission, string key)
        where T : class
    {
        try
        {
            return await SendAsync(send, permission, key).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
