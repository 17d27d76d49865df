using Amazon;
using Amazon.Runtime;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>How a client reaches its service; each package has public options of its own that end here.</summary>
/// <param name="Region">The region; null for the SDK's chain.</param>
/// <param name="Endpoint">The endpoint; null for the environment's, the profile's or AWS's own.</param>
/// <param name="Credentials">The credentials; null for the SDK's chain.</param>
/// <param name="Timeout">How long one attempt may take.</param>
/// <param name="MaxRetries">How often a call is sent again.</param>
/// <param name="MessageHandler">Sends in place of the SDK's handler; null for the SDK's.</param>
sealed record AwsJsonConnection(string? Region, Uri? Endpoint, AWSCredentials? Credentials, TimeSpan Timeout, int MaxRetries, HttpMessageHandler? MessageHandler)
{
    /// <summary>A client of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="parameter">The name of the options where they came in, for errors.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="AwsJsonException">There is neither a region nor an endpoint.</exception>
    internal AwsJsonClient Open(AwsJsonService service, string parameter)
    {
        if (Timeout <= TimeSpan.Zero) { throw new ArgumentException($"{nameof(Timeout)} is {Timeout}; it must be above zero.", parameter); }
        if (MaxRetries is < 0 or > 20) { throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{nameof(MaxRetries)} is {MaxRetries}; it must be 0 to 20."), parameter); }

        var config = new AwsJsonConfig(service) { MaxErrorRetry = MaxRetries, Timeout = Timeout };
        if (Region is not null) { config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region); }
        if (Endpoint is not null)
        {
            config.ServiceURL = Endpoint.AbsoluteUri;
            config.AuthenticationRegion = Region;
        }
        if (MessageHandler is not null) { config.HttpClientFactory = new AwsJsonHttpClientFactory(MessageHandler); }
        try
        {
            return Credentials is not null ? new AwsJsonClient(service, config, Credentials) : new AwsJsonClient(service, config);
        }
        catch (AmazonClientException exception)
        {
            throw new AwsJsonException(AwsJsonException.ClientError, $"{service.ServiceId} has no region and no endpoint; set one in the options, or AWS_REGION, or a profile's region.", isTransient: false, exception);
        }
    }
}
