using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace BiPipeline.Toolkit.Aws;

/// <summary>Applies client options to the AWS SDK.</summary>
static class AwsClientSettings
{
    /// <summary>Sets a client's configuration.</summary>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="AmazonClientException">The AWS files do not have the profile.</exception>
    internal static void Configure(this AwsClientOptions options, ClientConfig config)
    {
        options.Validate();
        // Always sets both: the SDK's time limit would be HttpClient's 100 s, and some services have different retry counts.
        config.Timeout = options.Timeout;
        config.MaxErrorRetry = options.MaxRetries;
        if (options.Profile is { } profile)
        {
            // The SDK says so at the first request only, and of a missing region before.
            config.Profile = new CredentialProfileStoreChain().TryGetProfile(profile, out _)
                ? new Profile(profile)
                : throw new AmazonClientException(
                    $"Profile '{profile}' is not in the AWS files; expected one that 'aws configure list-profiles' prints.");
        }
        if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            // An endpoint, of the options or a variable, says nothing of the region that requests are signed for.
            config.AuthenticationRegion = region;
        }
        if (options.Endpoint is { } endpoint) { config.ServiceURL = endpoint.AbsoluteUri; }
        if (options.MessageHandler is { } handler) { config.HttpClientFactory = new CallersHttpClientFactory(handler); }
    }

    /// <summary>Returns the dummy credentials for a local service; null for the SDK's chain.</summary>
    internal static AWSCredentials? Credentials(this AwsClientOptions options) =>
        options.UseLocalCredentials ? new BasicAWSCredentials("local", "local") : null;

    /// <summary>Creates HTTP clients with a handler that belongs to the caller.</summary>
    sealed class CallersHttpClientFactory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
