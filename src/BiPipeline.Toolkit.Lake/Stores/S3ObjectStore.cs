using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Objects in an S3 bucket below a prefix. Every write is conditional; large objects are put in parts whose completion is conditional, and
/// an upload that fails is aborted.
/// </summary>
public sealed class S3ObjectStore : IObjectStore
{
    readonly IAmazonS3 _s3;
    readonly string _bucket;
    readonly string _prefix;
    readonly S3StoreOptions _options;

    /// <summary>A store below <c>s3://bucket/prefix</c>. The client stays the caller's: its region, credentials, retries and time-outs.</summary>
    /// <param name="s3">Sends the requests.</param>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="prefix">Text before each key, without leading or trailing <c>/</c>; empty for none.</param>
    /// <param name="options">How objects are written.</param>
    public S3ObjectStore(IAmazonS3 s3, string bucket, string prefix, S3StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(s3);
        ArgumentException.ThrowIfNullOrWhiteSpace(bucket);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(options);
        (_s3, _bucket, _options) = (s3, bucket, options.Validated());
        var trimmed = prefix.Trim('/');
        _prefix = trimmed.Length == 0 ? "" : trimmed + "/";
    }

    /// <inheritdoc/>
    public string Location => $"s3://{_bucket}/{_prefix}".TrimEnd('/');

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key breaks a rule of object keys.</exception>
    /// <exception cref="AmazonS3Exception">S3 refuses the object.</exception>
    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectKey.Check(_prefix + key);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await (content.Length > _options.MultipartAboveBytes
                    ? PutPartsAsync(_prefix + key, content, cancellationToken)
                    : PutWholeAsync(_prefix + key, content, cancellationToken)).ConfigureAwait(false);
                return PutOutcome.Created;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return PutOutcome.AlreadyThere;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Conflict && attempt < _options.ConflictTries)
            {
                // A racing writer of the same key: whoever finishes first has written the same bytes (S3 user guide, "Conditional requests").
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = _prefix + prefix, ExpectedBucketOwner = _options.ExpectedBucketOwner };
        do
        {
            var page = await _s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new StoredObject(item.Key[_prefix.Length..], item.Size ?? 0);
            }
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Check(_prefix + key);
        try
        {
            var request = new GetObjectRequest { BucketName = _bucket, Key = _prefix + key, ExpectedBucketOwner = _options.ExpectedBucketOwner };
            var response = await _s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            return response.ResponseStream;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException($"There is no object '{key}' below {Location}.", exception);
        }
    }

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
                ExpectedBucketOwner = _options.ExpectedBucketOwner,
                ServerSideEncryptionMethod = Encryption,
                ServerSideEncryptionKeyManagementServiceKeyId = _options.KmsKeyId,
            };
            await _s3.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task PutPartsAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        var upload = await _s3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest
            {
                BucketName = _bucket,
                Key = key,
                ExpectedBucketOwner = _options.ExpectedBucketOwner,
                ServerSideEncryptionMethod = Encryption,
                ServerSideEncryptionKeyManagementServiceKeyId = _options.KmsKeyId,
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            var parts = await PutPartsAsync(upload.UploadId, key, content, cancellationToken).ConfigureAwait(false);
            await _s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = _bucket,
                    Key = key,
                    UploadId = upload.UploadId,
                    PartETags = parts,
                    IfNoneMatch = "*",
                    ExpectedBucketOwner = _options.ExpectedBucketOwner,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await AbortAsync(upload.UploadId, key).ConfigureAwait(false);
            throw;
        }
    }

    async Task<List<PartETag>> PutPartsAsync(string uploadId, string key, ObjectContent content, CancellationToken cancellationToken)
    {
        List<PartETag> parts = [];
        var body = content.OpenRead();
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[_options.PartBytes];
            int length;
            while ((length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)) > 0)
            {
                using var part = new MemoryStream(buffer, 0, length, writable: false);
                var response = await _s3.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = _bucket,
                        Key = key,
                        UploadId = uploadId,
                        PartNumber = parts.Count + 1,
                        PartSize = length,
                        InputStream = part,
                        ExpectedBucketOwner = _options.ExpectedBucketOwner,
                    },
                    cancellationToken).ConfigureAwait(false);
                parts.Add(new PartETag(response));
            }
        }
        return parts;
    }

    // Not cancellable, since an abandoned upload is billed; and it must not hide the failure that led here.
    async Task AbortAsync(string uploadId, string key)
    {
        try
        {
            var request = new AbortMultipartUploadRequest { BucketName = _bucket, Key = key, UploadId = uploadId, ExpectedBucketOwner = _options.ExpectedBucketOwner };
            await _s3.AbortMultipartUploadAsync(request, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            // The completion got through although its answer was lost: nothing is left to abort.
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
            // The bucket's lifecycle rule ends what can't be aborted now.
        }
    }

    ServerSideEncryptionMethod Encryption => _options.KmsKeyId is null ? ServerSideEncryptionMethod.AES256 : ServerSideEncryptionMethod.AWSKMS;
}
