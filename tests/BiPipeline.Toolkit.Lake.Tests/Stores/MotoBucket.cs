using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

/// <summary>A separate bucket on moto, without credential chain and network.</summary>
sealed class MotoBucket : IDisposable
{
    readonly AmazonS3Client _direct;

    MotoBucket(Uri endpoint, string name, AmazonS3Client direct) => (Endpoint, Name, _direct) = (endpoint, name, direct);

    internal Uri Endpoint { get; }

    internal string Name { get; }

    internal static async Task<MotoBucket> CreateAsync(MotoServer moto, string name)
    {
        var endpoint = await moto.Endpoint;
        var bucket = new MotoBucket(endpoint, name, Client(endpoint, handler: null, retries: 0));
        await bucket._direct.PutBucketAsync(name);
        return bucket;
    }

    /// <summary>Creates a client that sends its requests through a handler.</summary>
    internal AmazonS3Client Client(HttpMessageHandler? handler = null, int retries = 0) => Client(Endpoint, handler, retries);

    internal S3ObjectStore Store(string prefix = "", S3StoreOptions? options = null) => new(_direct, Name, prefix, options);

    internal Task<GetObjectMetadataResponse> HeadAsync(string key) => _direct.GetObjectMetadataAsync(Name, key);

    internal async Task<int> OpenUploadsAsync() =>
        (await _direct.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Name })).MultipartUploads?.Count ?? 0;

    public void Dispose() => _direct.Dispose();

    static AmazonS3Client Client(Uri endpoint, HttpMessageHandler? handler, int retries)
    {
        var config = new AmazonS3Config { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = retries, Timeout = HangGuard.Time };
        if (handler is not null) { config.HttpClientFactory = new Factory(handler); }
        return new AmazonS3Client(new BasicAWSCredentials("local", "local"), config);
    }

    sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
