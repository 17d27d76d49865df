using Amazon;
using Amazon.Runtime;

namespace BiPipeline.Toolkit.Aws;

/// <summary>Client options as the AWS SDK has them.</summary>
static class AwsClientSettings
{
    /// <summary>Sets a client's configuration.</summary>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    internal static void Configure(this AwsClientOptions options, ClientConfig config)
    {
        options.Validate();
        // Both are always set: the SDK would leave time to HttpClient's 100 s, and has retry counts of its own for some services.
        config.Timeout = options.Timeout;
        config.MaxErrorRetry = options.MaxRetries;
        if (options.Region is { } region) { config.RegionEndpoint = RegionEndpoint.GetBySystemName(region); }
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
        }
        if (options.MessageHandler is { } handler) { config.HttpClientFactory = new CallersHttpClientFactory(handler); }
    }

    /// <summary>The made-up credentials for a service on this machine; null for the SDK's chain.</summary>
    internal static AWSCredentials? Credentials(this AwsClientOptions options) =>
        options.UseLocalCredentials ? new BasicAWSCredentials("local", "local") : null;

    /// <summary>HTTP clients over a handler that belongs to the caller.</summary>
    sealed class CallersHttpClientFactory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
