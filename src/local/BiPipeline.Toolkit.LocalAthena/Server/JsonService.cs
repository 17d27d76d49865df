using System.Buffers;
using System.Collections.Frozen;
using System.Net.Mime;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Execution;
using Microsoft.AspNetCore.Http;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>AWS JSON 1.1: one POST per call, the operation in a header, errors with <c>__type</c>.</summary>
sealed class JsonService(LocalAthenaClient client)
{
    internal const string TargetHeader = "X-Amz-Target";

    const string JsonType = "application/x-amz-json-1.1";

    /// <summary>The operations by service and name.</summary>
    internal static FrozenDictionary<string, FrozenDictionary<string, Func<JsonCall, Task>>> Services { get; } =
        new Dictionary<string, FrozenDictionary<string, Func<JsonCall, Task>>>(StringComparer.Ordinal)
        {
            ["AmazonAthena"] = AthenaOperations.All,
            ["AWSGlue"] = GlueOperations.All,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    internal async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var run = Find(context.Request);
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            var buffer = new ArrayBufferWriter<byte>();
            var json = new Utf8JsonWriter(buffer);
            await using (json.ConfigureAwait(false))
            {
                json.WriteStartObject();
                await run(new(client, body.RootElement, json, context.RequestAborted)).ConfigureAwait(false);
                json.WriteEndObject();
            }
            await WriteAsync(context, StatusCodes.Status200OK, buffer.WrittenMemory).ConfigureAwait(false);
        }
        catch (AthenaException exception)
        {
            await WriteErrorAsync(context, exception).ConfigureAwait(false);
        }
        catch (GlueException exception)
        {
            await WriteErrorAsync(context, new AthenaException(exception.ErrorCode, exception.Message)).ConfigureAwait(false);
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
    }

    internal static Task WriteErrorAsync(HttpContext context, AthenaException exception)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("__type", exception.ErrorCode);
            if (exception.InnerException is LocalAthenaQueryException) { json.WriteString("AthenaErrorCode", "MALFORMED_QUERY"); }
            if (exception.ErrorCode == RequestError.TooMany) { json.WriteString("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED"); }
            json.WriteString("Message", exception.Message);
            json.WriteEndObject();
        }
        return WriteAsync(context, StatusCodes.Status400BadRequest, buffer.WrittenMemory);
    }

    static Func<JsonCall, Task> Find(HttpRequest request)
    {
        var target = request.Headers[TargetHeader].ToString().Split('.');
        if (request.Method != HttpMethods.Post || target is not [var service, var operation])
        {
            throw new AthenaException(
                "UnknownOperationException",
                "The request is not AWS's JSON protocol; expected a POST with the header X-Amz-Target: AmazonAthena.<Operation>.");
        }
        if (!Services.TryGetValue(service, out var operations))
        {
            throw new AthenaException(
                "UnknownOperationException",
                $"LocalAthena does not support the service {service}; expected "
                + $"{string.Join(" or ", Services.Keys.Order(StringComparer.Ordinal))}.");
        }
        if (!operations.TryGetValue(operation, out var run))
        {
            throw new AthenaException("UnknownOperationException", $"LocalAthena does not support the operation {service}.{operation}.");
        }
        if (string.IsNullOrWhiteSpace(request.ContentType)
            || new ContentType(request.ContentType).MediaType is not (JsonType or "application/json"))
        {
            throw new AthenaException("SerializationException", $"The content type is wrong; expected {JsonType}.");
        }
        return run;
    }

    static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = JsonType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
