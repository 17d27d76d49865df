using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;

namespace OrdersPipeline.Lambda;

/// <summary>The function's settings, from its environment variables.</summary>
/// <param name="Bucket">LAKE_BUCKET: the lake's bucket.</param>
/// <param name="Prefix">LAKE_PREFIX: prefix of each key; empty for none.</param>
/// <param name="KmsKeyId">LAKE_KMS_KEY_ID: the key that encrypts objects; null for S3's own.</param>
/// <param name="BucketOwner">LAKE_BUCKET_OWNER: the account that must own the bucket; null for any.</param>
public sealed record LambdaSettings(string Bucket, string Prefix, string? KmsKeyId, string? BucketOwner)
{
    /// <summary>The lake, <c>s3://bucket/prefix</c>.</summary>
    public string Location => Prefix.Length > 0 ? $"s3://{Bucket}/{Prefix}" : $"s3://{Bucket}";

    /// <summary>Settings of the store: four attempts of a request end before the function's time.</summary>
    public ObjectStoreOptions StoreOptions => new()
    {
        Client = new() { Timeout = TimeSpan.FromSeconds(10) },
        S3 = new() { KmsKeyId = KmsKeyId, ExpectedBucketOwner = BucketOwner },
    };

    /// <summary>Reads the settings.</summary>
    /// <param name="find">Finds a variable; null when it is not set or blank.</param>
    /// <exception cref="ToolkitOptionsException">A setting is missing or wrong; every problem is listed.</exception>
    public static LambdaSettings From(Func<string, string?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        List<string> problems = [];
        var bucket = find("LAKE_BUCKET");
        if (bucket is null) { problems.Add("LAKE_BUCKET is not set; expected the lake's bucket."); }
        else if (!BucketName.IsValid(bucket))
        {
            problems.Add("LAKE_BUCKET is not a bucket name; expected 3 to 63 lower-case letters, digits, '-' and '.'.");
        }
        var prefix = (find("LAKE_PREFIX") ?? "").TrimEnd('/');
        if (prefix.StartsWith('/') || prefix.Contains("//", StringComparison.Ordinal))
        {
            problems.Add("LAKE_PREFIX is not a prefix; expected segments joined by '/', without a leading '/'.");
        }
        var owner = find("LAKE_BUCKET_OWNER");
        if (owner is not null && (owner.Length != 12 || !owner.All(char.IsAsciiDigit)))
        {
            problems.Add("LAKE_BUCKET_OWNER is not an account; expected 12 digits.");
        }
        return problems.Count == 0
            ? new(bucket!, prefix, find("LAKE_KMS_KEY_ID"), owner)
            : throw new ToolkitOptionsException("The function's environment", problems);
    }
}
