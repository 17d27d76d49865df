namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>S3 refuses a request.</summary>
sealed class S3Exception(S3Error error) : Exception(error.Message)
{
    internal S3Error Error { get; } = error;
}
