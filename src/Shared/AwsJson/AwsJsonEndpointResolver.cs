using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace BiPipeline.Toolkit.AwsJson;

sealed class AwsJsonEndpointResolver : BaseEndpointResolver
{
    internal static EndpointParameters Parameters(IClientConfig config, RegionEndpoint? alternate)
    {
        var region = alternate?.SystemName ?? config.RegionEndpoint?.SystemName;
        if (region is null && config.ServiceURL is { Length: > 0 } url)
        {
            region = config.AuthenticationRegion is { Length: > 0 } signing ? signing : AWSSDKUtils.DetermineRegion(url);
        }
        return new EndpointParameters
        {
            [AwsJsonEndpointProvider.Region] = region,
            [AwsJsonEndpointProvider.UseDualStack] = config.UseDualstackEndpoint,
            [AwsJsonEndpointProvider.UseFips] = config.UseFIPSEndpoint,
            [AwsJsonEndpointProvider.CustomEndpoint] = config.ServiceURL,
        };
    }

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        Parameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);
}
