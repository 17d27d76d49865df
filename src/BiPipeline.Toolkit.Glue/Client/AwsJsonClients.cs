using Amazon;
using Amazon.Runtime;
using BiPipeline.Toolkit.AwsJson;

namespace BiPipeline.Toolkit.Glue;

static class AwsJsonClients
{
    internal static AwsJsonClient Create(AwsJsonService service, AwsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Timeout <= TimeSpan.Zero) { throw new ArgumentException($"{nameof(options.Timeout)} is {options.Timeout}; it must be above zero.", nameof(options)); }
        if (options.MaxRetries is < 0 or > 20) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{nameof(options.MaxRetries)} is {options.MaxRetries}; it must be 0 to 20."), nameof(options)); }

        var config = new AwsJsonConfig(service) { MaxErrorRetry = options.MaxRetries, Timeout = options.Timeout };
        if (options.Region is { } region) { config.RegionEndpoint = RegionEndpoint.GetBySystemName(region); }
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
        }
        if (options.MessageHandler is { } handler) { config.HttpClientFactory = new AwsJsonHttpClientFactory(handler); }
        try
        {
            return options.Credentials is { } credentials ? new AwsJsonClient(service, config, credentials) : new AwsJsonClient(service, config);
        }
        catch (AmazonClientException exception)
        {
            throw new AwsJsonException(AwsJsonException.ClientError, $"{service.ServiceId} has no region and no endpoint; set one in the options, or AWS_REGION, or a profile's region.", isTransient: false, exception);
        }
    }
}
