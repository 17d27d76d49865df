using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace OrdersPipeline.Deploy;

/// <summary>Counts and deletes what a bucket holds.</summary>
sealed class BucketEmptier(IAmazonS3 s3)
{
    /// <summary>What would be deleted.</summary>
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

    /// <summary>Deletes it, a page of a thousand at a time.</summary>
    /// <exception cref="IOException">S3 kept some of it.</exception>
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
                $"S3 kept {kept.Count} objects of bucket '{bucket}', the first with {kept[0].Code}; deleting needs "
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
