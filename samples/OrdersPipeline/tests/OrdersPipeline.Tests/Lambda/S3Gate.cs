using System.Net;
using System.Text;
using BiPipeline.Toolkit.Lambda.Tests.Service;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http;

namespace OrdersPipeline.Tests.Lambda;

/// <summary>Stands before S3 and passes requests on, so that a test can refuse one, or do something between a put and its answer.</summary>
sealed class S3Gate : IAsyncDisposable
{
    static readonly HashSet<string> NotPassedOn = new(["Host", "Transfer-Encoding", "Connection"], StringComparer.OrdinalIgnoreCase);

    readonly HttpClient _http;
    readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    LoopbackServer _server = null!;
    int _puts;

    S3Gate(Uri target) => _http = new HttpClient { BaseAddress = target, Timeout = HangGuard.Time };

    internal Uri Endpoint => _server.Endpoint;

    /// <summary>The status with which a put, by its number from 1, is refused in place of being passed on; null passes it on.</summary>
    internal Func<int, HttpStatusCode?> Refuse { get; set; } = _ => null;

    /// <summary>Told of a put, by its number from 1, that S3 has taken and the function has not heard of.</summary>
    internal Action<int> BeforeAnswer { get; set; } = _ => { };

    /// <summary>Ends with the first put that comes.</summary>
    internal Task Reached => _reached.Task;

    /// <summary>What every put waits for before it is looked at.</summary>
    internal Task Hold { get; set; } = Task.CompletedTask;

    internal static async Task<S3Gate> StartAsync(Uri target)
    {
        var gate = new S3Gate(target);
        gate._server = await LoopbackServer.StartAsync(gate.PassAsync);
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    async Task PassAsync(HttpContext context)
    {
        var put = context.Request.Method == HttpMethods.Put ? Interlocked.Increment(ref _puts) : 0;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (put > 0)
        {
            _reached.TrySetResult();
            await Hold;
        }
        if (put > 0 && Refuse(put) is { } status)
        {
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{(status == HttpStatusCode.Forbidden ? "AccessDenied" : "SlowDown")}</Code><Message>no</Message></Error>", Encoding.UTF8);
            return;
        }
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(UriHelper.GetEncodedPathAndQuery(context.Request), UriKind.Relative)) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in context.Request.Headers.Where(header => !NotPassedOn.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. values])) { request.Content.Headers.TryAddWithoutValidation(name, [.. values]); }
        }
        using var answer = await _http.SendAsync(request);
        if (put > 0) { BeforeAnswer(put); }
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key))) { context.Response.Headers[name] = values.ToArray(); }
        var content = await answer.Content.ReadAsByteArrayAsync();
        context.Response.ContentLength = context.Request.Method == HttpMethods.Head ? answer.Content.Headers.ContentLength : content.Length;
        if (context.Request.Method != HttpMethods.Head) { await context.Response.Body.WriteAsync(content); }
    }
}
