using Amazon.Runtime;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>How a <see cref="DynamoDbStreamsClient"/> reaches AWS. Every default is the SDK's: region and credential chains, <c>AWS_ENDPOINT_URL*</c> variables, profiles.</summary>
public sealed record StreamsClientOptions
{
    /// <summary>All defaults.</summary>
    public static StreamsClientOptions Default { get; } = new();

    /// <summary>The region, such as <c>eu-west-1</c>. Default (null): the SDK's chain.</summary>
    public string? Region { get; init; }

    /// <summary>The endpoint. Default (null): <c>AWS_ENDPOINT_URL_DYNAMODB_STREAMS</c> and its kin, else AWS's own for the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The credentials. Default (null): the SDK's chain.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>How long one attempt may take, above zero. Default 60 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a throttled or failed call is sent again, 0 to 20. Default 3.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Sends the requests in place of the SDK's own handler, for proxies and tests; never disposed by the client. Default (null): the SDK's.</summary>
    public HttpMessageHandler? MessageHandler { get; init; }

    /// <summary>For a service on this machine: explicit endpoint, region and static credentials, so that no credential chain is asked and nothing else is reached.</summary>
    /// <param name="endpoint">Such as <c>http://127.0.0.1:5000</c>.</param>
    public static StreamsClientOptions Local(Uri endpoint) => new() { Endpoint = endpoint, Region = "us-east-1", Credentials = new BasicAWSCredentials("local", "local") };
}
