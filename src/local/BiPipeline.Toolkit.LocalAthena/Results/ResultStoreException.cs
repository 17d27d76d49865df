namespace BiPipeline.Toolkit.LocalAthena.Results;

/// <summary>An object can't be stored. The code is one of S3.</summary>
sealed class ResultStoreException(string code, string message) : Exception(message)
{
    internal const string TooLarge = "EntityTooLarge";
    internal const string Exists = "PreconditionFailed";
    internal const string InvalidKey = "InvalidArgument";
    internal const string InvalidBucket = "InvalidBucketName";

    internal string Code { get; } = code;
}
