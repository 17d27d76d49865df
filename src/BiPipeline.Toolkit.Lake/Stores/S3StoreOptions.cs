namespace BiPipeline.Toolkit.Lake;

/// <summary>How an <see cref="S3ObjectStore"/> writes. Immutable; derive with <c>with</c>.</summary>
public sealed record S3StoreOptions
{
    const int AccountDigits = 12;
    const int MiB = 1024 * 1024;
    const int LeastPartBytes = 5 * MiB;

    static readonly TimeSpan LongestConflictWait = TimeSpan.FromSeconds(10);
    static readonly TimeSpan ShortestAbortTime = TimeSpan.FromSeconds(0.1);
    static readonly TimeSpan LongestAbortTime = TimeSpan.FromSeconds(60);

    /// <summary>Content larger than this is put in parts, 5 MiB to 5 GB. Default 32 MiB.</summary>
    public long MultipartAboveBytes { get; init; } = 32L * MiB;

    /// <summary>The size of a part, 5 MiB (S3's least) to 512 MiB. Default 16 MiB.</summary>
    public int PartBytes { get; init; } = 16 * MiB;

    /// <summary>
    /// The KMS key that objects are encrypted with, and whose bucket key is used; null for S3's own keys (SSE-S3). Default null.
    /// </summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The account that must own the bucket, 12 digits; null to take any. Default null.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>
    /// How often a put that S3 answers with 409, a conflict of simultaneous writes, is sent again, 0 to 9. Default 4.
    /// </summary>
    public int ConflictRetries { get; init; } = 4;

    /// <summary>The wait before the first of these retries, 0 to 10 seconds; each further one waits twice as long. Default 50 ms.</summary>
    public TimeSpan ConflictWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The time in which an upload in parts that failed is aborted, cancelled or not, 0.1 to 60 seconds; what takes longer is left to the
    /// bucket's lifecycle rule. Default 1 second.
    /// </summary>
    public TimeSpan AbortTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock of waits. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is wrong; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(S3StoreOptions));
        problems.Range(MultipartAboveBytes, LeastPartBytes, 5_000_000_000, "5 MiB to 5 GB");
        problems.Range(PartBytes, LeastPartBytes, 512 * MiB, "5 MiB to 512 MiB");
        problems.Range(ConflictRetries, 0, 9);
        problems.Range(ConflictWait, TimeSpan.Zero, LongestConflictWait, "0 to 10 seconds");
        problems.Range(AbortTime, ShortestAbortTime, LongestAbortTime, "0.1 to 60 seconds");
        if (ExpectedBucketOwner is { } owner && (owner.Length != AccountDigits || !owner.All(char.IsAsciiDigit)))
        {
            problems.Add($"{nameof(ExpectedBucketOwner)} must be the 12 digits of an account.");
        }
        if (KmsKeyId is { Length: 0 }) { problems.Add($"{nameof(KmsKeyId)} is empty; leave it null for S3's own keys."); }
        problems.ThrowIfAny();
    }
}
