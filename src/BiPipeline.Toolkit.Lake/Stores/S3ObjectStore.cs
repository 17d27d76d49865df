using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BiPipeline.Toolkit.Aws;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// A store with objects in an S3 bucket below a prefix. Every put is conditional and has a checksum. Large objects are multipart uploads
/// with a conditional completion; the store aborts an upload that fails. Needs <c>s3:PutObject</c>, and for large objects
/// <c>s3:AbortMultipartUpload</c>.
/// </summary>
public sealed class S3ObjectStore : IObjectStore, IDisposable
{
    readonly IAmazonS3 _s3;
    readonly AmazonS3Client? _own;
    readonly string _bucket;
    readonly string _prefix;
    readonly S3StoreOptions _options;
    readonly S3PartsUpload _parts;

    /// <summary>
    /// Creates a store below <c>s3://bucket/prefix</c>. The client belongs to the caller, with its region, credentials, retries and
    /// time-outs.
    /// </summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="prefix">The prefix of each key, without leading or trailing <c>/</c>; empty for none.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The prefix breaks a rule of object keys.</exception>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public S3ObjectStore(IAmazonS3 client, string bucket, string prefix = "", S3StoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(bucket);
        ArgumentNullException.ThrowIfNull(prefix);
        _options = options ?? new();
        _options.Validate();
        (_s3, _bucket) = (client, bucket);
        var trimmed = prefix.Trim('/');
        if (trimmed.Length > 0) { ObjectKey.Check(trimmed); }
        _prefix = trimmed.Length == 0 ? "" : trimmed + "/";
        _parts = new S3PartsUpload(client, bucket, _options);
    }

    S3ObjectStore(AmazonS3Client own, string bucket, string prefix, S3StoreOptions options)
        : this((IAmazonS3)own, bucket, prefix, options) => _own = own;

    /// <inheritdoc/>
    public string Location => $"{ObjectStores.S3Scheme}{_bucket}/{_prefix}".TrimEnd('/');

    internal S3StoreOptions Options => _options;

    /// <summary>Opens a store with a separate client, which is disposed with it.</summary>
    /// <param name="path">The bucket, or <c>bucket/prefix</c>.</param>
    /// <param name="client">Settings of access to S3.</param>
    /// <param name="options">Settings of puts.</param>
    internal static S3ObjectStore Open(string path, AwsClientOptions client, S3StoreOptions options)
    {
        var parts = path.Split('/', 2);
        return new S3ObjectStore(CreateClient(client, parts[0]), parts[0], parts.Length > 1 ? parts[1] : "", options);
    }

    /// <summary>Creates a client of S3.</summary>
    /// <param name="client">Settings of access to S3.</param>
    /// <param name="bucket">The bucket's name, for messages.</param>
    /// <exception cref="IOException">Neither a Region nor an endpoint is set.</exception>
    internal static AmazonS3Client CreateClient(AwsClientOptions client, string bucket)
    {
        try
        {
            var config = new AmazonS3Config();
            client.Configure(config);
            // With an endpoint, buckets are in the path, not in the host's name. The endpoint may come from a variable or a profile. A
            // separate configuration reads it, because reading it makes the SDK send requests to the region's endpoint instead.
            config.ForcePathStyle = client.Endpoint is not null || EndpointOf(client) is not null;
            return client.Credentials() is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
        }
        catch (AmazonClientException exception)
        {
            throw S3Refusal.NotCreated(exception, bucket);
        }
    }

    static string? EndpointOf(AwsClientOptions client)
    {
        var config = new AmazonS3Config();
        client.Configure(config);
        return config.ServiceURL;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key breaks a rule of object keys.</exception>
    /// <exception cref="IOException">
    /// S3 refuses permanently: missing bucket, no permission (<c>s3:PutObject</c>), no credentials, another Region.
    /// </exception>
    /// <exception cref="AmazonS3Exception">S3 fails otherwise.</exception>
    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectKey.Check(_prefix + key);
        for (var retries = 0; ; retries++)
        {
            try
            {
                await (content.Length > _options.MultipartAboveBytes
                    ? _parts.PutAsync(_prefix + key, content, cancellationToken)
                    : PutWholeAsync(_prefix + key, content, cancellationToken)).ConfigureAwait(false);
                return PutOutcome.Created;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return PutOutcome.AlreadyExists;
            }
            catch (AmazonS3Exception exception) when (retries < _options.ConflictRetries && IsConflict(exception))
            {
                // Another writer of the same key: the writer that finished first has written the same rows (S3 user guide, "Conditional
                // requests").
            }
            catch (Exception exception) when (S3Refusal.Describe(exception, "s3:PutObject", _bucket, _prefix + key) is { } refusal)
            {
                throw new StoreRefusedException(refusal, exception);
            }
            await Task.Delay(_options.ConflictWait * (1 << retries), _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">
    /// S3 refuses permanently: missing bucket, no permission (<c>s3:ListBucket</c>), no credentials, another Region.
    /// </exception>
    /// <exception cref="AmazonS3Exception">S3 fails otherwise.</exception>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var request = new ListObjectsV2Request
        {
            BucketName = _bucket,
            Prefix = _prefix + prefix,
            ExpectedBucketOwner = _options.ExpectedBucketOwner,
        };
        do
        {
            var page = await PageAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new StoredObject(item.Key[_prefix.Length..], item.Size ?? 0);
            }
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    async Task<ListObjectsV2Response> PageAsync(ListObjectsV2Request request, CancellationToken cancellationToken)
    {
        try
        {
            return await _s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (S3Refusal.Describe(exception, "s3:ListBucket", _bucket, request.Prefix) is { } refusal)
        {
            throw new StoreRefusedException(refusal, exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">
    /// S3 refuses permanently: missing bucket, no permission (<c>s3:GetObject</c>), no credentials, another Region.
    /// </exception>
    /// <exception cref="AmazonS3Exception">S3 fails otherwise.</exception>
    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        ObjectKey.Check(_prefix + key);
        try
        {
            var request = new GetObjectRequest
            {
                BucketName = _bucket,
                Key = _prefix + key,
                ExpectedBucketOwner = _options.ExpectedBucketOwner,
            };
            var response = await _s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            return response.ResponseStream;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return LakeThrow.NotFound<Stream>(key, Location, exception);
        }
        catch (Exception exception) when (S3Refusal.Describe(exception, "s3:GetObject", _bucket, _prefix + key) is { } refusal)
        {
            throw new StoreRefusedException(refusal, exception);
        }
    }

    /// <summary>Disposes the client of a store that <see cref="ObjectStores.Open"/> opened; a caller's client stays open.</summary>
    public void Dispose() => _own?.Dispose();

    // A missing upload was completed by an attempt whose answer was lost, or aborted by another writer; the next attempt shows which.
    static bool IsConflict(AmazonS3Exception exception) =>
        exception.StatusCode == HttpStatusCode.Conflict || exception.ErrorCode == "NoSuchUpload";

    async Task PutWholeAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        var body = content.OpenRead();
        await using (body.ConfigureAwait(false))
        {
            var request = new PutObjectRequest
            {
                BucketName = _bucket,
                Key = key,
                InputStream = body,
                AutoCloseStream = false,
                IfNoneMatch = "*",
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
                ExpectedBucketOwner = _options.ExpectedBucketOwner,
                ServerSideEncryptionMethod = S3Encryption.MethodOf(_options),
                ServerSideEncryptionKeyManagementServiceKeyId = _options.KmsKeyId,
                BucketKeyEnabled = S3Encryption.UsesBucketKey(_options),
            };
            await _s3.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
