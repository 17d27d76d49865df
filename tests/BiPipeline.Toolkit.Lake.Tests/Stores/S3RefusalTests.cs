using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

public sealed class S3RefusalTests
{
    static string? Of(Exception exception) => S3Refusal.Describe(exception, "s3:GetObject", "my-lake", "a/b.json");

    static AmazonS3Exception Answer(string code, HttpStatusCode status, string message = "The SDK's words.") => new(message, ErrorType.Sender, code, "request", status);

    [Theory]
    [InlineData("NoSuchBucket", 404, "Bucket 'my-lake' does not exist; expected an existing bucket. Create it, or correct its name.")]
    [InlineData("AccessDenied", 403, "Access to 's3://my-lake/a/b.json' is denied; expected s3:GetObject. Grant it, for KMS keys too (docs/iam.md).")]
    [InlineData("", 403, "Access to 's3://my-lake/a/b.json' is denied; expected s3:GetObject. Grant it, for KMS keys too (docs/iam.md).")]
    [InlineData("ExpiredToken", 400, "S3 does not accept the credentials for bucket 'my-lake' (ExpiredToken). Sign in again, or name another profile.")]
    [InlineData("InvalidAccessKeyId", 403, "S3 does not accept the credentials for bucket 'my-lake' (InvalidAccessKeyId). Sign in again, or name another profile.")]
    [InlineData("PermanentRedirect", 301, "Bucket 'my-lake' is in another Region; The SDK's words. Set the bucket's Region.")]
    [InlineData("", 301, "Bucket 'my-lake' is in another Region. Set the bucket's Region.")]
    [InlineData("InvalidObjectState", 403, "Object 's3://my-lake/a/b.json' is archived; expected a storage class that can be read. Restore the object first.")]
    [InlineData("SlowDown", 503, null)]
    [InlineData("InternalError", 500, null)]
    [InlineData("PreconditionFailed", 412, null)]
    public void Of_AnswerOfS3_SaysWhatWhereAndWhatToDo(string code, int status, string? expected) => Of(Answer(code, (HttpStatusCode)status)).ShouldBe(expected);

    [Fact]
    public void Of_OtherExceptions_AreLeftAlone()
    {
        Of(new HttpRequestException("refused")).ShouldBeNull();
        Of(new IOException("cut")).ShouldBeNull();
        Of(new OperationCanceledException()).ShouldBeNull();
    }
}
