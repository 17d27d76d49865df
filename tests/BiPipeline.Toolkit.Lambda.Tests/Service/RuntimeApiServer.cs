using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace BiPipeline.Toolkit.Lambda.Tests.Service;

/// <summary>A Runtime API on 127.0.0.1, which passes events one at a time and keeps their answers.</summary>
sealed class RuntimeApiServer : IAsyncDisposable
{
    internal const string TraceId = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    readonly Channel<Event> _events = Channel.CreateUnbounded<Event>();
    readonly ConcurrentDictionary<string, Event> _taken = new(StringComparer.Ordinal);
    readonly TaskCompletionSource<JsonElement> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    LoopbackServer _server = null!;
    int _number;

    RuntimeApiServer()
    {
    }

    /// <summary>The value of AWS_LAMBDA_RUNTIME_API.</summary>
    internal string Authority => _server.Endpoint.Authority;

    /// <summary>The error that the function posted instead of taking an event.</summary>
    internal Task<JsonElement> InitError => _initError.Task;

    /// <summary>Ends when the function asks for its first event.</summary>
    internal Task Asked => _asked.Task;

    /// <summary>Time limit of an event, which the function receives.</summary>
    internal TimeSpan TimeAllowed { get; set; } = HangGuard.Time;

    /// <summary>The response to the function's answers and errors.</summary>
    internal int PostStatus { get; set; } = StatusCodes.Status202Accepted;

    /// <summary>Whether the response has the event's length.</summary>
    internal bool SendsLength { get; set; } = true;

    internal static async Task<RuntimeApiServer> StartAsync()
    {
        var server = new RuntimeApiServer();
        server._server = await LoopbackServer.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>Passes an event to the function when it asks for the next one.</summary>
    /// <returns>The function's answer; a <see cref="LambdaException"/> when it reports an error.</returns>
    internal Task<byte[]> InvokeAsync(byte[] payload)
    {
        var one = new Event(string.Create(CultureInfo.InvariantCulture, $"request-{++_number}"), payload);
        _events.Writer.TryWrite(one).ShouldBeTrue();
        return one.Answer.Task;
    }

    /// <summary>Takes back the event that the function has not taken.</summary>
    internal void Withdraw() => _events.Reader.TryRead(out _);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        const string Base = "/2018-06-01/runtime/";
        var path = context.Request.Path.Value!;
        path.ShouldStartWith(Base);
        switch (path[Base.Length..].Split('/'))
        {
            case ["invocation", "next"]:
                await NextAsync(context);
                return;
            case ["invocation", var id, "response"] when _taken.TryRemove(id, out var one):
                one.Answer.TrySetResult(await BodyAsync(context));
                break;
            case ["invocation", var id, "error"] when _taken.TryRemove(id, out var one):
                var error = await JsonAsync(context);
                context.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString().ShouldBe($"Function.{error.GetProperty("errorType").GetString()}");
                one.Answer.TrySetException(new LambdaException(error.GetProperty("errorType").GetString()!, error.GetProperty("errorMessage").GetString()!));
                break;
            case ["init", "error"]:
                _initError.TrySetResult(await JsonAsync(context));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
        context.Response.StatusCode = PostStatus;
    }

    async Task NextAsync(HttpContext context)
    {
        _asked.TrySetResult();
        Event one;
        try
        {
            one = await _events.Reader.ReadAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        _taken[one.Id] = one;
        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = one.Id;
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = (TimeProvider.System.GetUtcNow() + TimeAllowed).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:orders";
        context.Response.Headers["Lambda-Runtime-Trace-Id"] = TraceId;
        context.Response.ContentType = "application/json";
        if (SendsLength) { context.Response.ContentLength = one.Payload.Length; }
        await context.Response.Body.WriteAsync(one.Payload);
    }

    static async Task<JsonElement> JsonAsync(HttpContext context)
    {
        context.Request.ContentType.ShouldBe("application/vnd.aws.lambda.error+json");
        return JsonDocument.Parse(await BodyAsync(context)).RootElement;
    }

    static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    sealed record Event(string Id, byte[] Payload)
    {
        internal TaskCompletionSource<byte[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
