namespace BiPipeline.Toolkit.Lake;

/// <summary>Settings of an <see cref="S3ObjectStore"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record S3StoreOptions
{
    const int AccountDigits = 12;
    const int MiB = 1024 * 1024;
    const int MinPartBytes = 5 * MiB;

    static readonly TimeSpan LongestConflictWait = TimeSpan.FromSeconds(10);
    static readonly TimeSpan ShortestAbortTime = TimeSpan.FromSeconds(0.1);
    static readonly TimeSpan LongestAbortTime = TimeSpan.FromSeconds(60);

    /// <summary>Size from which content is a multipart upload, 5 MiB to 5 GB. Default 32 MiB.</summary>
    public long MultipartAboveBytes { get; init; } = 32L * MiB;

    /// <summary>Size of a part, 5 MiB (S3's minimum) to 512 MiB. Default 16 MiB.</summary>
    public int PartBytes { get; init; } = 16 * MiB;

    /// <summary>
    /// KMS key that encrypts the objects, with a bucket key; null for S3's own keys (SSE-S3). Default null.
    /// </summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Account that must own the bucket, 12 digits; null for any. Default null.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>
    /// Number of retries of a put that S3 answers with 409, a conflict of simultaneous writes, 0 to 9. Default 4.
    /// </summary>
    public int ConflictRetries { get; init; } = 4;

    /// <summary>Wait before the first of these retries, 0 to 10 seconds; each retry doubles it. Default 50 ms.</summary>
    public TimeSpan ConflictWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Time limit for aborting a failed multipart upload, also after a cancellation, 0.1 to 60 seconds. The bucket's lifecycle rule ends an
    /// upload that takes longer. Default 1 second.
    /// </summary>
    public TimeSpan AbortTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock for waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is wrong; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(S3StoreOptions));
        problems.Range(MultipartAboveBytes, MinPartBytes, 5_000_000_000, "5 MiB to 5 GB");
        problems.Range(PartBytes, MinPartBytes, 512 * MiB, "5 MiB to 512 MiB");
        problems.Range(ConflictRetries, 0, 9);
        problems.Range(ConflictWait, TimeSpan.Zero, LongestConflictWait, "0 to 10 seconds");
        problems.Range(AbortTime, ShortestAbortTime, LongestAbortTime, "0.1 to 60 seconds");
        if (ExpectedBucketOwner is { } owner && (owner.Length != AccountDigits || !owner.All(char.IsAsciiDigit)))
        {
            problems.Add($"{nameof(ExpectedBucketOwner)} is not an account; expected 12 digits.");
        }
        if (KmsKeyId is { Length: 0 }) { problems.Add($"{nameof(KmsKeyId)} is empty; expected a key, or null for S3's own keys."); }
        problems.ThrowIfAny();
    }
}
