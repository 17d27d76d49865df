using Amazon.S3;
using Amazon.S3.Model;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Deletes objects of a bucket, up to 1,000 per request. Needs <c>s3:DeleteObject</c>.</summary>
sealed class S3Remover(IAmazonS3 s3, string bucket, string prefix) : IObjectRemover
{
    const int MostKeys = 1000;

    public async Task RemoveAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var part in keys.Chunk(MostKeys))
        {
            var request = new DeleteObjectsRequest
            {
                BucketName = bucket,
                Objects = [.. part.Select(key => new KeyVersion { Key = prefix + key })],
                Quiet = true,
            };
            try
            {
                await s3.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (DeleteObjectsException exception)
            {
                var first = exception.Response.DeleteErrors[0];
                throw new IOException(
                    $"Object 's3://{bucket}/{first.Key}' could not be deleted: {first.Code}. Grant s3:DeleteObject, and run again.",
                    exception);
            }
            catch (Exception exception) when (S3Refusal.Describe(exception, "s3:DeleteObject", bucket, prefix) is { } refusal)
            {
                throw new StoreRefusedException(refusal, exception);
            }
        }
    }
}
