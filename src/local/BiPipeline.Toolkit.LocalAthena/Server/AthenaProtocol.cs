using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using BiPipeline.Toolkit.Athena;
using Microsoft.AspNetCore.Http;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>AWS JSON 1.1: one POST per call, the operation in a header, errors with <c>__type</c>.</summary>
sealed class AthenaProtocol(LocalAthenaClient client)
{
    const string TargetPrefix = "AmazonAthena.";
    const string JsonType = "application/x-amz-json-1.1";

    long _requests;

    internal async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = string.Create(
            CultureInfo.InvariantCulture,
            $"00000000-0000-4000-8000-{Interlocked.Increment(ref _requests):x12}");
        try
        {
            Check(context.Request);
            var target = context.Request.Headers["X-Amz-Target"].ToString();
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            var buffer = new ArrayBufferWriter<byte>();
            var json = new Utf8JsonWriter(buffer);
            await using (json.ConfigureAwait(false))
            {
                await new AthenaOperations(client, json).RunAsync(
                    target[TargetPrefix.Length..],
                    body.RootElement,
                    context.RequestAborted).ConfigureAwait(false);
            }
            await WriteAsync(context, StatusCodes.Status200OK, buffer.WrittenMemory).ConfigureAwait(false);
        }
        catch (AthenaException exception)
        {
            await WriteErrorAsync(context, exception).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException
            or InvalidOperationException
            or KeyNotFoundException
            or FormatException)
        {
            await WriteErrorAsync(
                context,
                new AthenaException(
                    "SerializationException",
                    "The request is not valid JSON for the operation.")).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The caller does not read the answer any more.
        }
    }

    // A page in a browser can reach local ports, but it can send neither these headers without a preflight nor another Host.
    static void Check(HttpRequest request)
    {
        if (request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            throw new AthenaException("AccessDeniedException", "The host is not 127.0.0.1; expected a local request.");
        }
        if (request.Headers.Origin.Count > 0)
        {
            throw new AthenaException("AccessDeniedException", "The request has an Origin; expected one that is not from a browser.");
        }
        if (request.Method != HttpMethods.Post
            || !request.Headers["X-Amz-Target"].ToString().StartsWith(TargetPrefix, StringComparison.Ordinal))
        {
            throw new AthenaException(
                "UnknownOperationException",
                "The request is not Athena's JSON protocol; expected a POST with the header X-Amz-Target: AmazonAthena.<Operation>.");
        }
        if (string.IsNullOrWhiteSpace(request.ContentType)
            || new ContentType(request.ContentType).MediaType is not (JsonType or "application/json"))
        {
            throw new AthenaException("SerializationException", $"The content type is wrong; expected {JsonType}.");
        }
    }

    static Task WriteErrorAsync(HttpContext context, AthenaException exception)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("__type", exception.ErrorCode);
            if (exception.InnerException is LocalAthenaQueryException) { json.WriteString("AthenaErrorCode", "MALFORMED_QUERY"); }
            if (exception.ErrorCode == LocalAthenaClient.TooManyRequests) { json.WriteString("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED"); }
            json.WriteString("Message", exception.Message);
            json.WriteEndObject();
        }
        return WriteAsync(context, StatusCodes.Status400BadRequest, buffer.WrittenMemory);
    }

    static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = JsonType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
