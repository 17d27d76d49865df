using Amazon.S3;

namespace BiPipeline.Toolkit.Lake;

/// <summary>The encryption headers of a request.</summary>
static class S3Encryption
{
    internal static ServerSideEncryptionMethod MethodOf(S3StoreOptions options) =>
        options.KmsKeyId is null ? ServerSideEncryptionMethod.AES256 : ServerSideEncryptionMethod.AWSKMS;

    /// <summary>Whether S3 uses a bucket key, which asks KMS once for many objects; null without a KMS key.</summary>
    internal static bool? UsesBucketKey(S3StoreOptions options) => options.KmsKeyId is null ? null : true;
}
