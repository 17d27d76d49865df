using Amazon.S3;

namespace BiPipeline.Toolkit.Lake;

/// <summary>The encryption that a request asks for.</summary>
static class S3Encryption
{
    internal static ServerSideEncryptionMethod MethodOf(S3StoreOptions options) =>
        options.KmsKeyId is null ? ServerSideEncryptionMethod.AES256 : ServerSideEncryptionMethod.AWSKMS;

    /// <summary>With a bucket key S3 asks KMS once for many objects; null where there is no KMS key.</summary>
    internal static bool? UsesBucketKey(S3StoreOptions options) => options.KmsKeyId is null ? null : true;
}
