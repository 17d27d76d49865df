using System.Net;
using System.Text;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

/// <summary>Forwards requests, counts and records them, and makes some fail.</summary>
sealed class FaultyHandler(Func<int, HttpRequestMessage, HttpFault> plan, CancellationTokenSource? cancel = null) : DelegatingHandler(new SocketsHttpHandler())
{
    readonly List<string> _sent = [];

    /// <summary>Method, path, query and relevant headers of each request.</summary>
    internal IReadOnlyList<string> Sent => _sent;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (_sent)
        {
            _sent.Add(Describe(request));
            number = _sent.Count;
        }
        var fault = plan(number, request);
        switch (fault)
        {
            case HttpFault.LostRequest:
                throw new HttpRequestException("The connection broke.");
            case HttpFault.SlowDown:
                return Error(HttpStatusCode.ServiceUnavailable, "SlowDown");
            case HttpFault.Conflict:
                return Error(HttpStatusCode.Conflict, "ConditionalRequestConflict");
            case HttpFault.PreconditionFailed:
                return Error(HttpStatusCode.PreconditionFailed, "PreconditionFailed");
            case HttpFault.Denied:
                return Error(HttpStatusCode.Forbidden, "AccessDenied");
            case HttpFault.CancelledBefore:
                await cancel!.CancelAsync();
                break;
        }
        cancellationToken.ThrowIfCancellationRequested();
        var answer = await base.SendAsync(request, cancellationToken);
        switch (fault)
        {
            case HttpFault.LostAnswer:
                answer.Dispose();
                throw new HttpRequestException("The connection broke.");
            case HttpFault.InternalErrorAfter:
                answer.Dispose();
                return Error(HttpStatusCode.InternalServerError, "InternalError");
            case HttpFault.CancelledAfter:
                await cancel!.CancelAsync();
                answer.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                break;
        }
        return answer;
    }

    static HttpResponseMessage Error(HttpStatusCode status, string code) => new(status)
    {
        Content = new StringContent($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>", Encoding.UTF8, "application/xml"),
    };

    static string Describe(HttpRequestMessage request)
    {
        string[] names = ["If-None-Match", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-bucket-key-enabled", "x-amz-expected-bucket-owner", "x-amz-checksum-algorithm", "x-amz-sdk-checksum-algorithm", "x-amz-trailer"];
        var headers = names.Where(name => request.Headers.Contains(name)).Select(name => $" {name}={string.Join(',', request.Headers.GetValues(name))}");
        return $"{request.Method} {request.RequestUri!.PathAndQuery}{string.Concat(headers)}";
    }
}
