using BiPipeline.Toolkit.LocalAthena.Results;
using BiPipeline.Toolkit.LocalAthena.S3;
using Microsoft.AspNetCore.Http;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>Refuses what is not from a local program, and passes each request to its service.</summary>
sealed class LocalEndpoint(LocalAthenaClient client, ResultStore results)
{
    readonly JsonService _json = new(client);
    readonly S3Service _s3 = new(results);
    long _requests;

    internal async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{Interlocked.Increment(ref _requests):x12}");
        context.Response.Headers["x-amzn-RequestId"] = id;
        context.Response.Headers["x-amz-request-id"] = id;
        var isJson = request.Headers.ContainsKey(JsonService.TargetHeader);
        try
        {
            if (Refusal(request) is { } refusal)
            {
                var answer = isJson || HttpMethods.IsPost(request.Method)
                    ? JsonService.WriteErrorAsync(context, new("AccessDeniedException", refusal))
                    : S3Service.WriteErrorAsync(context, new(StatusCodes.Status403Forbidden, "AccessDenied", refusal));
                await answer.ConfigureAwait(false);
            }
            else if (isJson) { await _json.AnswerAsync(context).ConfigureAwait(false); }
            else if (StsService.IsCall(request)) { await StsService.AnswerAsync(context).ConfigureAwait(false); }
            else { await _s3.AnswerAsync(context).ConfigureAwait(false); }
        }
        catch (OperationCanceledException)
        {
            // The caller does not read the answer any more.
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            // As above.
        }
    }

    // A page in a browser can reach local ports. It sends an Origin or Sec-Fetch-Site, or, after a change of its DNS name, another Host.
    static string? Refusal(HttpRequest request) =>
        request.Host.Host is not ("127.0.0.1" or "localhost") ? "The host is not 127.0.0.1; expected a local request."
        : request.Headers.Origin.Count > 0 ? "The request has an Origin; expected one that is not from a browser."
        : request.Headers.ContainsKey("Sec-Fetch-Site") ? "The request has a Sec-Fetch-Site; expected one that is not from a browser."
        : null;
}
