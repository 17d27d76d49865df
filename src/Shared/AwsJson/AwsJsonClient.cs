using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace BiPipeline.Toolkit.AwsJson;

/// <summary>
/// Sends operations to an AWS JSON service through the SDK's own pipeline: credential chain, SigV4, retries, clock-skew correction,
/// endpoint variables. Like every generated client, it uses members of <c>Amazon.Runtime.Internal</c>. The SDK's version is therefore
/// pinned exactly, and this folder is small.
/// </summary>
sealed class AwsJsonClient : AmazonServiceClient
{
    readonly AwsJsonService _service;
    readonly InvokeOptions _options;

    internal AwsJsonClient(AwsJsonService service, AwsJsonConfig config)
        : base(config) => (_service, _options) = (service, Options(service));

    internal AwsJsonClient(AwsJsonService service, AwsJsonConfig config, AWSCredentials credentials)
        : base(credentials, config) => (_service, _options) = (service, Options(service));

    /// <summary>Sends one operation with written members. The answer is empty for an operation without a result.</summary>
    /// <exception cref="AwsJsonException">The service refused the operation or did not answer.</exception>
    internal async Task<byte[]> SendAsync(string operation, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return await SendAsync(operation, body.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends one operation. The answer is empty for an operation without a result.</summary>
    /// <exception cref="AwsJsonException">The service refused the operation or did not answer.</exception>
    internal async Task<byte[]> SendAsync(string operation, byte[] body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return (await InvokeAsync<AwsJsonResponse>(
                new AwsJsonRequest(operation, body),
                _options,
                cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (AmazonServiceException exception)
        {
            throw Refused(operation, exception);
        }
        catch (AmazonClientException exception)
        {
            throw new AwsJsonException(
                AwsJsonException.ClientError,
                $"{_service.ServiceId} {operation}: {Sentence(exception.Message)}",
                isTransient: false,
                exception);
        }
        catch (HttpRequestException exception)
        {
            throw new AwsJsonException(
                "NoAnswer",
                $"{_service.ServiceId} {operation}: no answer from "
                    + $"{Config.ServiceURL ?? Config.RegionEndpoint?.SystemName ?? "the service"}: {exception.Message}",
                isTransient: true,
                exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AwsJsonException(
                "Timeout",
                $"{_service.ServiceId} {operation}: no answer within {Config.Timeout}.",
                isTransient: true,
                exception);
        }
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AwsJsonEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthHandler());
    }

    // The SDK lists each provider's message on a line; the inner exception has them.
    static string Sentence(string message) => message.Contains("credentials", StringComparison.OrdinalIgnoreCase)
        ? "no AWS credentials were found. "
            + "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, set a profile in AWS_PROFILE, or use a role."
        : message.ReplaceLineEndings(" ");

    static InvokeOptions Options(AwsJsonService service) => new()
    {
        RequestMarshaller = new AwsJsonRequestMarshaller(service),
        ResponseUnmarshaller = new AwsJsonUnmarshaller(),
    };

    // The SDK does not set the error's type for these services, so only the code and the status decide.
    AwsJsonException Refused(string operation, AmazonServiceException exception)
    {
        var code = exception.ErrorCode is { Length: > 0 } given ? given : exception.StatusCode.ToString();
        var isTransient = exception.Retryable is not null
            || exception.StatusCode >= HttpStatusCode.InternalServerError
            || AwsJsonException.IsThrottling(code);
        return new AwsJsonException(code, $"{_service.ServiceId} {operation}: {exception.Message} ({code})", isTransient, exception);
    }

    /// <summary>Signs every operation of these services with SigV4.</summary>
    sealed class AuthHandler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
