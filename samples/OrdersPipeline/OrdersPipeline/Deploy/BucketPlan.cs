using System.Globalization;

namespace OrdersPipeline.Deploy;

/// <summary>What lies in a bucket, old versions and delete markers included: a bucket that holds anything can't be deleted.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">Only keys that begin so.</param>
/// <param name="Objects">Objects, versions and markers.</param>
/// <param name="Bytes">Their length.</param>
sealed record BucketPlan(string Bucket, string Prefix, long Objects, long Bytes)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"- s3://{Bucket}/{Prefix}: delete {Objects:N0} objects and versions, {Bytes / 1e6:N1} MB");
}
