using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace OrdersPipeline.Aws;

/// <summary>
/// Settings of access to AWS, and a client of each service. The SDK's chain supplies missing values: environment, profile, role.
/// </summary>
/// <param name="Profile">A profile of the AWS files; null for that of the chain.</param>
/// <param name="Region">The region; null for that of the chain.</param>
/// <param name="Endpoint">
/// One endpoint for every service; null for that of the environment or AWS's own. Without a profile, a local endpoint gets dummy
/// credentials, so that no real ones are requested or sent.
/// </param>
sealed record AwsConnection(string? Profile, string? Region, Uri? Endpoint)
{
    const string LocalRegion = "us-east-1";
    const int MaxRetries = 3;
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    internal AmazonDynamoDBClient OpenDynamoDb()
    {
        var config = Configured(new AmazonDynamoDBConfig());
        return Credentials() is { } credentials ? new AmazonDynamoDBClient(credentials, config) : new AmazonDynamoDBClient(config);
    }

    internal AmazonS3Client OpenS3()
    {
        // Buckets are in the path, not in the host name, so that endpoints with an IP address work.
        var config = Configured(new AmazonS3Config { ForcePathStyle = Endpoint is not null });
        return Credentials() is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
    }

    internal GlueCatalogClient OpenGlue() => Credentials() is { } credentials ? new(credentials, ClientOptions()) : new(ClientOptions());

    internal AthenaClient OpenAthena() => Credentials() is { } credentials ? new(credentials, ClientOptions()) : new(ClientOptions());

    AwsClientOptions ClientOptions() => new() { Region = RegionName(), Endpoint = Endpoint, Timeout = Timeout, MaxRetries = MaxRetries };

    T Configured<T>(T config)
        where T : ClientConfig
    {
        config.Timeout = Timeout;
        // Otherwise the DynamoDB client retries for more than a minute when no server listens.
        config.MaxErrorRetry = MaxRetries;
        if (RegionName() is { } region) { config.RegionEndpoint = RegionEndpoint.GetBySystemName(region); }
        if (Endpoint is not null)
        {
            config.ServiceURL = Endpoint.AbsoluteUri;
            config.AuthenticationRegion = RegionName();
        }
        return config;
    }

    AWSCredentials? Credentials()
    {
        if (Profile is not null) { return ProfileOf(Profile).GetAWSCredentials(new CredentialProfileStoreChain()); }
        return Endpoint is { IsLoopback: true } ? new BasicAWSCredentials("local", "local") : null;
    }

    string? RegionName() => Region ?? (
        Profile is not null ? ProfileOf(Profile).Region?.SystemName : null) ?? (Endpoint is { IsLoopback: true } ? LocalRegion : null);

    static CredentialProfile ProfileOf(string name) =>
        new CredentialProfileStoreChain().TryGetProfile(name, out var profile)
            ? profile
            : throw new InvalidDataException(
                $"Profile '{name}' does not exist; expected a profile of the AWS files. See 'aws configure list-profiles'.");
}
