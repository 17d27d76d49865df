using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Puts large objects in parts. The completion is conditional. A failed upload is aborted, because S3 charges for its parts until then.
/// </summary>
sealed class S3PartsUpload(IAmazonS3 s3, string bucket, S3StoreOptions options)
{
    internal async Task PutAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        var uploadId = await BeginAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            var parts = await PutPartsAsync(uploadId, key, content, cancellationToken).ConfigureAwait(false);
            await s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = key,
                    UploadId = uploadId,
                    PartETags = parts,
                    IfNoneMatch = "*",
                    ExpectedBucketOwner = options.ExpectedBucketOwner,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await CleanAsync(token => AbortAsync(uploadId, key, token)).ConfigureAwait(false);
            throw;
        }
    }

    async Task<string> BeginAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var upload = await s3.InitiateMultipartUploadAsync(
                new InitiateMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = key,
                    ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
                    ExpectedBucketOwner = options.ExpectedBucketOwner,
                    ServerSideEncryptionMethod = S3Encryption.MethodOf(options),
                    ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId,
                    BucketKeyEnabled = S3Encryption.UsesBucketKey(options),
                },
                cancellationToken).ConfigureAwait(false);
            return upload.UploadId;
        }
        catch (Exception exception) when (!IsRefusal(exception))
        {
            // The upload may exist although the answer was lost. Needs s3:ListBucketMultipartUploads; otherwise the lifecycle rule ends it.
            await CleanAsync(token => AbortAllAsync(key, token)).ConfigureAwait(false);
            throw;
        }
    }

    async Task<List<PartETag>> PutPartsAsync(string uploadId, string key, ObjectContent content, CancellationToken cancellationToken)
    {
        List<PartETag> parts = [];
        var body = content.OpenRead();
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[options.PartBytes];
            int length;
            while ((length = await ReadPartAsync(body, buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                using var part = new MemoryStream(buffer, 0, length, writable: false);
                var response = await s3.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        UploadId = uploadId,
                        PartNumber = parts.Count + 1,
                        PartSize = length,
                        InputStream = part,
                        ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
                        ExpectedBucketOwner = options.ExpectedBucketOwner,
                    },
                    cancellationToken).ConfigureAwait(false);
                parts.Add(new PartETag(response));
            }
        }
        return parts;
    }

    async Task AbortAllAsync(string key, CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest
        {
            BucketName = bucket,
            Prefix = key,
            ExpectedBucketOwner = options.ExpectedBucketOwner,
        };
        var page = await s3.ListMultipartUploadsAsync(request, cancellationToken).ConfigureAwait(false);
        foreach (var upload in (page.MultipartUploads ?? []).Where(upload => upload.Key == key))
        {
            await AbortAsync(upload.UploadId, key, cancellationToken).ConfigureAwait(false);
        }
    }

    static ValueTask<int> ReadPartAsync(Stream body, byte[] buffer, CancellationToken cancellationToken) =>
        body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    static bool IsRefusal(Exception exception) =>
        exception is AmazonS3Exception { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };

    Task<AbortMultipartUploadResponse> AbortAsync(string uploadId, string key, CancellationToken cancellationToken) =>
        s3.AbortMultipartUploadAsync(
            new AbortMultipartUploadRequest
            {
                BucketName = bucket,
                Key = key,
                UploadId = uploadId,
                ExpectedBucketOwner = options.ExpectedBucketOwner,
            },
        cancellationToken);

    // Without the caller's token, because a cancelled put needs the abort too; with a time limit, because the caller may be out of time.
    async Task CleanAsync(Func<CancellationToken, Task> clean)
    {
        using var bound = new CancellationTokenSource(options.AbortTime, options.TimeProvider);
        // Reports the first failure; the bucket's lifecycle rule ends an upload that can't be aborted now.
        await clean(bound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
