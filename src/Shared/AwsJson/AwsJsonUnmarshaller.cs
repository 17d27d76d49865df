using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace BiPipeline.Toolkit.AwsJson;

sealed class AwsJsonUnmarshaller : JsonResponseUnmarshaller
{
    // The caller parses the bytes. An empty body is a valid answer here, but the SDK's own parsing would fail on it and send the request
    // again.
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        return new AwsJsonResponse { Body = body.ToArray() };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonServiceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
