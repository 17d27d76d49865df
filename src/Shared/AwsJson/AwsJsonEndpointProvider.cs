using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>Finds a service's host by region, with the rules of the services' public endpoint rule sets.</summary>
sealed class AwsJsonEndpointProvider(AwsJsonService service) : IEndpointProvider
{
    internal const string Region = "Region";
    internal const string UseDualStack = "UseDualStack";
    internal const string UseFips = "UseFIPS";
    internal const string CustomEndpoint = "Endpoint";

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var dualStack = parameters[UseDualStack] is true;
        var fips = parameters[UseFips] is true;
        if (parameters[CustomEndpoint] is string { Length: > 0 } custom)
        {
            if (dualStack || fips)
            {
                throw new AmazonClientException(
                    $"{service.ServiceId} has endpoint {custom} with FIPS or dual stack; expected only one of them. Unset the other.");
            }
            return new Endpoint(custom);
        }
        if (parameters[Region] is not string { Length: > 0 } region)
        {
            throw new AmazonClientException(
                $"{service.ServiceId} has no region and no endpoint; expected one of them. Set AWS_REGION or a profile's region.");
        }

        var partition = Fn.Partition(region);
        if (fips && !partition.supportsFIPS)
        {
            throw new AmazonClientException($"Partition {partition.name} of region {region} has no FIPS endpoints.");
        }
        if (dualStack && !partition.supportsDualStack)
        {
            throw new AmazonClientException($"Partition {partition.name} of region {region} has no dual-stack endpoints.");
        }
        return new Endpoint(
            $"https://{Host(partition.name, dualStack, fips)}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }

    string Host(string partition, bool dualStack, bool fips)
    {
        var prefix = dualStack && partition is ("aws" or "aws-cn" or "aws-us-gov")
            ? service.DualStackPrefix ?? service.EndpointPrefix
            : service.EndpointPrefix;
        var isPlain = !fips || (service.IsFipsByDefaultInGovCloud && partition == "aws-us-gov" && !dualStack);
        return isPlain ? prefix : $"{prefix}-fips";
    }
}
