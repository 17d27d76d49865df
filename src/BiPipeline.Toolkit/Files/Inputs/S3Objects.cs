using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>Objects of a bucket. Needs <c>s3:GetObject</c>, and <c>s3:ListBucket</c> for prefixes.</summary>
sealed class S3Objects(IAmazonS3 s3, string bucket) : IInputPlace
{
    public async Task<InputFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0 || path.EndsWith('/')) { return null; }
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = bucket, Key = path };
            var found = await s3.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
            return new(path, found.ContentLength, found.ETag);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            // Without s3:ListBucket an object that is missing is forbidden; a listing says which of the two is denied.
            return null;
        }
        catch (Exception exception) when (S3Refusal.Describe(exception, "s3:GetObject", bucket, path) is { } refusal)
        {
            throw new StoreRefusedException(refusal, exception);
        }
    }

    public async Task<IReadOnlyList<InputFile>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        List<InputFile> files = [];
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder };
        try
        {
            do
            {
                var page = await s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
                // A key that ends with a slash is what consoles make of a folder.
                files.AddRange((page.S3Objects ?? []).Where(item => !item.Key.EndsWith('/'))
                    .Select(item => new InputFile(item.Key, item.Size ?? 0, item.ETag)));
                request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
            }
            while (request.ContinuationToken is not null);
        }
        catch (Exception exception) when (S3Refusal.Describe(exception, "s3:ListBucket", bucket, folder) is { } refusal)
        {
            throw new StoreRefusedException(refusal, exception);
        }
        return files;
    }

    public FileInput Open(InputFile file) =>
        FileInput.From($"s3://{bucket}/{file.Path}", file.Length, () => new S3InputStream(s3, bucket, file));
}
