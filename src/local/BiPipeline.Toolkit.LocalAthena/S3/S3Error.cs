namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>An error of S3, with its HTTP status.</summary>
sealed record S3Error(int Status, string Code, string Message)
{
    internal static S3Error NoSuchKey { get; } = new(404, "NoSuchKey", "The specified key does not exist.");

    internal static S3Error NotImplemented(string what) =>
        new(501, "NotImplemented", $"LocalAthena does not support {what}; expected an operation that docs/local-athena.md lists.");
}
