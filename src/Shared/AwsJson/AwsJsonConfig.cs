using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>The SDK's client configuration for one AWS JSON service.</summary>
sealed class AwsJsonConfig : ClientConfig
{
    readonly AwsJsonService _service;

    internal AwsJsonConfig(AwsJsonService service)
        : base(new StandardRetries())
    {
        _service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new AwsJsonEndpointProvider(service);
    }

    public override string RegionEndpointServiceName => _service.EndpointPrefix;

    public override string ServiceVersion => _service.ApiVersion;

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("BiPipeline.Toolkit", "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AwsJsonEndpointResolver.Parameters(this, parameters.AlternateEndpoint));

    sealed class StandardRetries : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(
            Amazon.RegionEndpoint clientRegion,
            DefaultConfigurationMode? requestedConfigurationMode = null) =>
            new DefaultConfiguration
            {
                Name = requestedConfigurationMode ?? DefaultConfigurationMode.Standard,
                RetryMode = RequestRetryMode.Standard,
            };
    }
}
