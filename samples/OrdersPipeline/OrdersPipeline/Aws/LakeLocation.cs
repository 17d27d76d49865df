using OrdersPipeline.Lambda;

namespace OrdersPipeline.Aws;

/// <summary>A lake in S3.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">The prefix of keys, without leading and trailing <c>/</c>; empty for none.</param>
sealed record LakeLocation(string Bucket, string Prefix)
{
    const string Scheme = "s3://";

    /// <summary>Parses <c>s3://bucket</c> or <c>s3://bucket/prefix</c>; returns null for other text.</summary>
    internal static LakeLocation? Parse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal)) { return null; }
        var parts = text[Scheme.Length..].Split('/', 2);
        var prefix = parts.Length > 1 ? parts[1].TrimEnd('/') : "";
        var isPrefix = prefix.Length == 0 || prefix.Split('/').All(segment => segment is not ("" or "." or ".."));
        return BucketName.IsValid(parts[0]) && isPrefix ? new(parts[0], prefix) : null;
    }

    public override string ToString() => Prefix.Length == 0 ? $"{Scheme}{Bucket}" : $"{Scheme}{Bucket}/{Prefix}";
}
