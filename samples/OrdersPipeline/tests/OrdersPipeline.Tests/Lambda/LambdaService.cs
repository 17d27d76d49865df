using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace OrdersPipeline.Tests.Lambda;

/// <summary>
/// Lambda's part: the Runtime API on 127.0.0.1, and a function process that is started at the first event and again after it ended.
/// One event at a time, as one instance of a function has it.
/// </summary>
sealed class LambdaService : IAsyncDisposable
{
    const string TraceId = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";


    readonly Channel<Event> _events = Channel.CreateUnbounded<Event>();
    readonly ConcurrentDictionary<string, Event> _taken = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _environment;
    readonly TaskCompletionSource<JsonElement> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    LoopbackServer _server = null!;
    int _number;

    LambdaService(IReadOnlyDictionary<string, string> environment) => _environment = new(environment, StringComparer.Ordinal);

    /// <summary>The function's process; null before the first event.</summary>
    internal LambdaProcess? Process { get; private set; }

    /// <summary>Processes that were started.</summary>
    internal int Starts { get; private set; }

    /// <summary>What the function posted instead of taking an event.</summary>
    internal Task<JsonElement> InitError => _initError.Task;

    /// <summary>How long an event may take, which the function is told.</summary>
    internal TimeSpan TimeAllowed { get; set; } = HangGuard.Time;

    /// <summary>What the function's answers and errors are answered with.</summary>
    internal int PostStatus { get; set; } = StatusCodes.Status202Accepted;

    internal static async Task<LambdaService> StartAsync(IReadOnlyDictionary<string, string> environment)
    {
        var service = new LambdaService(environment);
        service._server = await LoopbackServer.StartAsync(service.AnswerAsync);
        service._environment["AWS_LAMBDA_RUNTIME_API"] = service._server.Endpoint.Authority;
        return service;
    }

    /// <summary>Starts the process without an event.</summary>
    internal LambdaProcess StartProcess()
    {
        Starts++;
        return Process = LambdaProcess.Start(_environment);
    }

    /// <summary>Hands an event over and waits for its answer.</summary>
    /// <exception cref="LambdaException">The function failed, or its process ended.</exception>
    internal async Task<byte[]> InvokeAsync(byte[] payload, CancellationToken cancellationToken = default)
    {
        if (Process is null or { HasEnded: true }) { StartProcess(); }
        var one = new Event(string.Create(CultureInfo.InvariantCulture, $"request-{++_number}"), payload);
        _events.Writer.TryWrite(one).ShouldBeTrue();
        await Task.WhenAny(one.Answer.Task, Process!.Ended).WaitAsync(HangGuard.Time, cancellationToken);
        if (!one.Answer.Task.IsCompleted)
        {
            // Not taken, or taken and lost: the next process must not get it.
            _events.Reader.TryRead(out _);
            throw new LambdaException(LambdaException.ProcessEnded, "The process ended before it answered.");
        }
        return await one.Answer.Task;
    }

    internal async Task<Stream> InvokeAsync(Stream payload, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await payload.CopyToAsync(bytes, cancellationToken);
        return new MemoryStream(await InvokeAsync(bytes.ToArray(), cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null) { await Process.DisposeAsync(); }
        await _server.DisposeAsync();
    }

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
                context.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString().ShouldBe($"OrdersPipeline.{error.GetProperty("errorType").GetString()}");
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
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = (DateTimeOffset.UtcNow + TimeAllowed).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:orders";
        context.Response.Headers["Lambda-Runtime-Trace-Id"] = TraceId;
        context.Response.ContentType = "application/json";
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
