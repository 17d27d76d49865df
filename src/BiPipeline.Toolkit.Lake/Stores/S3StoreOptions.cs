namespace BiPipeline.Toolkit.Lake;

/// <summary>How an <see cref="S3ObjectStore"/> writes. Immutable; derive with <c>with</c>.</summary>
public sealed record S3StoreOptions
{
    /// <summary>The options as they are without any setting.</summary>
    public static S3StoreOptions Default { get; } = new();

    /// <summary>Content larger than this is put in parts, 5 MiB to 5 GB. Default 32 MiB.</summary>
    public long MultipartAboveBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>The size of a part, 5 MiB (S3's least) to 512 MiB. Default 16 MiB.</summary>
    public int PartBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The KMS key that objects are encrypted with, and whose bucket key is used; null for S3's own keys (SSE-S3). Default null.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The account that must own the bucket, 12 digits; null to take any. Default null.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>Tries of a put that S3 answers with 409, a conflict of simultaneous writes, 1 to 10. Default 5.</summary>
    public int ConflictTries { get; init; } = 5;

    /// <summary>The wait before the second of these tries, 0 to 10 seconds; each further one waits twice as long. Default 50 ms.</summary>
    public TimeSpan ConflictWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The time in which an upload in parts that failed is aborted, cancelled or not, 0.1 to 60 seconds; what takes longer is left to the
    /// bucket's lifecycle rule. Default 1 second.
    /// </summary>
    public TimeSpan AbortTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>These options, once every rule holds.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public S3StoreOptions Validated()
    {
        const int mib = 1024 * 1024;
        List<string> problems = [];
        if (MultipartAboveBytes is < 5 * mib or > 5_000_000_000) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MultipartAboveBytes)} is {MultipartAboveBytes}; it must be 5 MiB to 5 GB.")); }
        if (PartBytes is < 5 * mib or > 512 * mib) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(PartBytes)} is {PartBytes}; it must be 5 to 512 MiB.")); }
        if (ConflictTries is < 1 or > 10) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ConflictTries)} is {ConflictTries}; it must be 1 to 10.")); }
        if (ConflictWait < TimeSpan.Zero || ConflictWait > TimeSpan.FromSeconds(10)) { problems.Add($"{nameof(ConflictWait)} is {ConflictWait}; it must be 0 to 10 seconds."); }
        if (AbortTime < TimeSpan.FromSeconds(0.1) || AbortTime > TimeSpan.FromSeconds(60)) { problems.Add($"{nameof(AbortTime)} is {AbortTime}; it must be 0.1 to 60 seconds."); }
        if (ExpectedBucketOwner is { } owner && (owner.Length != 12 || !owner.All(char.IsAsciiDigit))) { problems.Add($"{nameof(ExpectedBucketOwner)} must be the 12 digits of an account."); }
        if (KmsKeyId is { Length: 0 }) { problems.Add($"{nameof(KmsKeyId)} is empty; leave it null for S3's own keys."); }
        return problems.Count == 0 ? this : throw new ToolkitOptionsException(nameof(S3StoreOptions), problems);
    }
}
