namespace BiPipeline.Toolkit.AwsJson;

/// <summary>The properties of an AWS JSON service.</summary>
/// <param name="ServiceId">The id in <c>AWS_ENDPOINT_URL_&lt;ID&gt;</c> and in the <c>services</c> section of a profile.</param>
/// <param name="EndpointPrefix">The host's first label.</param>
/// <param name="SigningName">The service in the signature's scope.</param>
/// <param name="TargetPrefix">The prefix of the operation in <c>X-Amz-Target</c>.</param>
/// <param name="JsonVersion">The protocol's version in the content type.</param>
/// <param name="ApiVersion">The service model's date.</param>
sealed record AwsJsonService(
    string ServiceId,
    string EndpointPrefix,
    string SigningName,
    string TargetPrefix,
    string JsonVersion,
    string ApiVersion)
{
    /// <summary>AWS Glue.</summary>
    internal static AwsJsonService Glue { get; } = new("Glue", "glue", "glue", "AWSGlue", "1.1", "2017-03-31");

    /// <summary>Amazon Athena.</summary>
    internal static AwsJsonService Athena { get; } = new("Athena", "athena", "athena", "AmazonAthena", "1.1", "2017-05-18");

    /// <summary>Amazon DynamoDB Streams, signed as dynamodb, with special hosts for dual stack and US government regions.</summary>
    internal static AwsJsonService DynamoDbStreams { get; } =
        new("DynamoDB Streams", "streams.dynamodb", "dynamodb", "DynamoDBStreams_20120810", "1.0", "2012-08-10")
        {
            DualStackPrefix = "streams-dynamodb",
            IsFipsByDefaultInGovCloud = true,
        };

    /// <summary>The host's first label on dual-stack endpoints of the public partitions; null when it is the same.</summary>
    internal string? DualStackPrefix { get; init; }

    /// <summary>Whether the ordinary endpoints of US government regions are FIPS endpoints.</summary>
    internal bool IsFipsByDefaultInGovCloud { get; init; }
}
