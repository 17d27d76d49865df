using BiPipeline.Toolkit.AwsJson;

namespace BiPipeline.Toolkit.Glue;

static class AwsJsonClients
{
    internal static AwsJsonClient Create(AwsJsonService service, AwsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new AwsJsonConnection(options.Region, options.Endpoint, options.Credentials, options.Timeout, options.MaxRetries, options.MessageHandler).Open(service, nameof(options));
    }
}
