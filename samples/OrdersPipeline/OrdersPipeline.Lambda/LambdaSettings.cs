using System.Collections;

namespace OrdersPipeline.Lambda;

/// <summary>The function's settings, from its environment variables.</summary>
/// <param name="Bucket">LAKE_BUCKET: the lake's bucket.</param>
/// <param name="Prefix">LAKE_PREFIX: text before each key; empty for none.</param>
/// <param name="KmsKeyId">LAKE_KMS_KEY_ID: the key that objects are encrypted with; null for S3's own.</param>
/// <param name="BucketOwner">LAKE_BUCKET_OWNER: the account that must own the bucket; null to take any.</param>
public sealed record LambdaSettings(string Bucket, string Prefix, string? KmsKeyId, string? BucketOwner)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; all problems are in one message.</exception>
    public static LambdaSettings From(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        List<string> problems = [];
        var bucket = Text("LAKE_BUCKET");
        var prefix = Text("LAKE_PREFIX") ?? "";
        if (bucket is null) { problems.Add("LAKE_BUCKET is not set; it names the lake's bucket."); }
        if (prefix.StartsWith('/') || prefix.Contains("//", StringComparison.Ordinal)) { problems.Add("LAKE_PREFIX must be segments joined by '/', without one at its start."); }
        var owner = Text("LAKE_BUCKET_OWNER");
        if (owner is not null && (owner.Length != 12 || !owner.All(char.IsAsciiDigit))) { problems.Add("LAKE_BUCKET_OWNER must be the 12 digits of an account."); }
        return problems.Count == 0
            ? new(bucket!, prefix, Text("LAKE_KMS_KEY_ID"), owner)
            : throw new InvalidOperationException(string.Join(" ", problems));

        string? Text(string name) => environment[name] is string { Length: > 0 } value ? value : null;
    }
}
