using Amazon.Runtime;
using BiPipeline.Toolkit.Aws;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>Creates clients of AWS JSON services.</summary>
static class AwsJsonClients
{
    /// <summary>Creates a client of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="credentials">The credentials; null for those of the options.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="AwsJsonException">Neither a region nor an endpoint is set.</exception>
    internal static AwsJsonClient Create(AwsJsonService service, AWSCredentials? credentials, AwsClientOptions? options)
    {
        options ??= new();
        var config = new AwsJsonConfig(service);
        options.Configure(config);
        credentials ??= options.Credentials();
        try
        {
            return credentials is not null ? new AwsJsonClient(service, config, credentials) : new AwsJsonClient(service, config);
        }
        catch (AmazonClientException exception)
        {
            const string fix = "Set one in the options, or AWS_REGION, or a profile's region.";
            var message = $"{service.ServiceId} has no region and no endpoint; expected one of them. {fix}";
            throw new AwsJsonException(AwsJsonException.ClientError, message, isTransient: false, exception);
        }
    }
}
