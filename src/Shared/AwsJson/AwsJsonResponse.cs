using Amazon.Runtime;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>The JSON of an answer; empty for an operation without a result.</summary>
sealed class AwsJsonResponse : AmazonWebServiceResponse
{
    internal byte[] Body { get; init; } = [];
}
