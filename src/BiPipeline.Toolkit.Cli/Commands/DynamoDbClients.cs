using Amazon.DynamoDBv2;
using BiPipeline.Toolkit.Aws;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Creates clients of DynamoDB.</summary>
static class DynamoDbClients
{
    internal static AmazonDynamoDBClient Create(AwsClientOptions options)
    {
        var config = new AmazonDynamoDBConfig();
        options.Configure(config);
        return options.Credentials() is { } credentials ? new AmazonDynamoDBClient(credentials, config) : new AmazonDynamoDBClient(config);
    }
}
