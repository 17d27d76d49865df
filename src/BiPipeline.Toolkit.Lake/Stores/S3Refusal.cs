using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Describes S3's refusals in one line: the error, the object, the fix. The SDK's own texts have neither bucket nor key, and list the
/// answers of every credential provider.
/// </summary>
static class S3Refusal
{
    /// <summary>Returns the refusal as a sentence; null for a fault that a retry may fix.</summary>
    /// <param name="exception">The SDK's exception.</param>
    /// <param name="permission">The permission that the request needs, such as <c>s3:PutObject</c>.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key or prefix; empty for the bucket itself.</param>
    internal static string? Describe(Exception exception, string permission, string bucket, string key) => exception switch
    {
        AmazonS3Exception refused => Describe(refused, permission, bucket, key),
        AmazonServiceException => null,
        AmazonClientException client => Describe(client, bucket),
        _ => null,
    };

    /// <summary>Creates the exception for a client that can't be created.</summary>
    internal static StoreRefusedException NotCreated(AmazonClientException exception, string bucket) =>
        new(Describe(exception, bucket) ?? OneLine(exception.Message), exception);

    static string? Describe(AmazonS3Exception refused, string permission, string bucket, string key) => refused.ErrorCode switch
    {
        "NoSuchBucket" => $"Bucket '{bucket}' does not exist; expected an existing bucket. Create it, or correct its name.",
        "InvalidBucketName" => $"'{bucket}' is not a bucket's name; expected 3 to 63 lower-case letters, digits, dots or hyphens.",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" =>
            $"S3 does not accept the credentials for bucket '{bucket}' ({refused.ErrorCode}). Sign in again, or name another profile.",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
            $"Bucket '{bucket}' is in another Region; {OneLine(refused.Message).TrimEnd('.')}. Set the bucket's Region.",
        "InvalidObjectState" =>
            $"Object 's3://{bucket}/{key}' is archived; expected a storage class that can be read. Restore the object first.",
        _ when refused.StatusCode == HttpStatusCode.Forbidden =>
            $"Access to 's3://{bucket}/{key}' is denied; expected {permission}. Grant it, for KMS keys too (docs/iam.md).",
        // The answer of a HEAD has no body, so a redirect has no Region.
        _ when refused.StatusCode == HttpStatusCode.MovedPermanently =>
            $"Bucket '{bucket}' is in another Region. Set the bucket's Region.",
        _ => null,
    };

    static string? Describe(AmazonClientException exception, string bucket)
    {
        if (exception.Message.Contains("RegionEndpoint", StringComparison.OrdinalIgnoreCase))
        {
            return $"Bucket '{bucket}' has no Region and no endpoint; expected one of them. Set AWS_REGION, or a profile's region.";
        }
        return exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase)
            ? $"No AWS credentials were found for bucket '{bucket}'; expected a profile, variables or a role. "
                + "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile in AWS_PROFILE."
            : null;
    }

    static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
