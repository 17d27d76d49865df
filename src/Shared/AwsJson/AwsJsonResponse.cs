using Amazon.Runtime;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>The JSON of an answer; empty where an operation returns nothing.</summary>
sealed class AwsJsonResponse : AmazonWebServiceResponse
{
    internal byte[] Body { get; init; } = [];
}
