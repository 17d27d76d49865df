using Amazon.Runtime;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>HTTP clients over a handler that belongs to the caller.</summary>
sealed class AwsJsonHttpClientFactory(HttpMessageHandler handler) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
}
