namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>The codes with which Athena refuses a request.</summary>
static class RequestError
{
    internal const string Invalid = "InvalidRequestException";
    internal const string TooMany = "TooManyRequestsException";
    internal const string NotFound = "ResourceNotFoundException";
    internal const string Metadata = "MetadataException";
}
