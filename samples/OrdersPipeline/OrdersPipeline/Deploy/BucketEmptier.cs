using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace OrdersPipeline.Deploy;

/// <summary>Counts and deletes the content of a bucket.</summary>
sealed class BucketEmptier(IAmazonS3 s3)
{
    /// <summary>Returns the plan of the deletion.</summary>
    internal async Task<BucketPlan> PlanAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var (objects, bytes) = (0L, 0L);
        await foreach (var page in PagesAsync(bucket, prefix, cancellationToken).ConfigureAwait(false))
        {
            objects += page.Count;
            bytes += page.Sum(version => version.Size ?? 0);
        }
        return new BucketPlan(bucket, prefix, objects, bytes);
    }

    /// <summary>Deletes the content, a thousand objects per page.</summary>
    /// <exception cref="IOException">S3 refused some of the deletions.</exception>
    internal async Task EmptyAsync(BucketPlan plan, CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(plan.Bucket, plan.Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (page.Count > 0) { await DeleteAsync(plan.Bucket, page, cancellationToken).ConfigureAwait(false); }
        }
    }

    async Task DeleteAsync(string bucket, List<S3ObjectVersion> page, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectsRequest
        {
            BucketName = bucket,
            Objects = [.. page.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })],
            Quiet = true,
        };
        try
        {
            await s3.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (DeleteObjectsException exception)
        {
            var kept = exception.Response.DeleteErrors;
            throw new IOException(
                $"S3 kept {kept.Count} objects of bucket '{bucket}', the first with {kept[0].Code}; expected the permissions "
                    + $"s3:DeleteObject and s3:DeleteObjectVersion.",
                exception);
        }
    }

    async IAsyncEnumerable<List<S3ObjectVersion>> PagesAsync(
        string bucket,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListVersionsRequest { BucketName = bucket, Prefix = prefix };
        ListVersionsResponse page;
        do
        {
            page = await s3.ListVersionsAsync(request, cancellationToken).ConfigureAwait(false);
            yield return page.Versions ?? [];
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);
    }
}
