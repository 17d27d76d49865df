using System.Globalization;

namespace OrdersPipeline.Deploy;

/// <summary>The content of a bucket, with old versions and delete markers. Only an empty bucket can be deleted.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">The prefix of the keys.</param>
/// <param name="Objects">Number of objects, versions and markers.</param>
/// <param name="Bytes">Their size in bytes.</param>
sealed record BucketPlan(string Bucket, string Prefix, long Objects, long Bytes)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"- s3://{Bucket}/{Prefix}: delete {Objects:N0} objects and versions, {Bytes / 1e6:N1} MB");
}
