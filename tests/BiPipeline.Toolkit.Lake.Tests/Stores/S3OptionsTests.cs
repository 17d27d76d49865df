using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

public sealed class S3OptionsTests
{
    [Fact]
    public void Validate_OptionsOutOfRange_ReportsAll() => Should.Throw<ToolkitOptionsException>(new S3StoreOptions
    {
        MultipartAboveBytes = 1,
        PartBytes = 1,
        ConflictRetries = -1,
        ConflictWait = TimeSpan.FromMinutes(1),
        AbortTime = TimeSpan.Zero,
        ExpectedBucketOwner = "me",
        KmsKeyId = "",
    }.Validate).Problems.Select(problem => problem.Split(' ')[0]).ShouldBe(["MultipartAboveBytes", "PartBytes", "ConflictRetries", "ConflictWait", "AbortTime", "ExpectedBucketOwner", "KmsKeyId"]);

    [Theory]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    public void Constructor_PrefixThatCantBeginAKey_Throws(string prefix)
    {
        using var client = new AmazonS3Client(new BasicAWSCredentials("local", "local"), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1" });

        Should.Throw<ArgumentException>(() => new S3ObjectStore(client, "bucket", prefix));
    }

    [Fact]
    public async Task List_SeveralPages_ReturnsOneListing()
    {
        static Func<HttpResponseMessage> Page(string keys, string next) => () => new(HttpStatusCode.OK)
        {
            Content = new StringContent($"""<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>{(next.Length > 0 ? "true" : "false")}</IsTruncated>{keys}{next}</ListBucketResult>""", Encoding.UTF8, "application/xml"),
        };
        static string Item(string key) => $"<Contents><Key>p/{key}</Key><Size>7</Size></Contents>";
        using var handler = new ScriptedHandler(Page(Item("a") + Item("b"), "<NextContinuationToken>t</NextContinuationToken>"), Page("", "<NextContinuationToken>u</NextContinuationToken>"), Page(Item("c"), ""));
        using var client = new AmazonS3Client(new BasicAWSCredentials("local", "local"), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1", ForcePathStyle = true, HttpClientFactory = new Factory(handler) });

        List<StoredObject> listed = [];
        await foreach (var item in new S3ObjectStore(client, "bucket", "p").ListAsync("", CancellationToken.None)) { listed.Add(item); }

        listed.ShouldBe([new("a", 7), new("b", 7), new("c", 7)]);
        handler.Sent.Count.ShouldBe(3);
    }

    sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
