using Amazon.Runtime;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>The request of one operation, as JSON.</summary>
sealed class AwsJsonRequest(string operation, byte[] body) : AmazonWebServiceRequest
{
    internal string Operation { get; } = operation;

    internal byte[] Body { get; } = body;
}
