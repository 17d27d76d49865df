using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace BiPipeline.Toolkit.AwsJson;

sealed class AwsJsonRequestMarshaller(AwsJsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = (AwsJsonRequest)input;
        var marshalled = new DefaultRequest(request, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/", Content = request.Body };
        marshalled.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{request.Operation}";
        marshalled.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
        return marshalled;
    }
}
