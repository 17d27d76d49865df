using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>Stands between an AWS client and a double of AWS on this machine, and keeps what is asked for.</summary>
sealed class RecordingProxy : IAsyncDisposable
{
    static readonly HashSet<string> OfTheConnection = new(["Host", "Connection", "Transfer-Encoding", "Content-Length", "Expect", "Keep-Alive", "Date", "Server"], StringComparer.OrdinalIgnoreCase);

    readonly WebApplication _application;
    readonly HttpClient _http;
    readonly ConcurrentQueue<RecordedCall> _calls = new();

    RecordingProxy(WebApplication application, Uri upstream)
    {
        (_application, _http) = (application, new HttpClient { BaseAddress = upstream, Timeout = HangGuard.Time });
        application.Run(ForwardAsync);
    }

    internal Uri Endpoint => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    internal IReadOnlyCollection<RecordedCall> Calls => _calls;

    internal static async Task<RecordingProxy> StartAsync(Uri upstream)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var proxy = new RecordingProxy(builder.Build(), upstream);
        await proxy._application.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _http.Dispose();
    }

    async Task ForwardAsync(HttpContext context)
    {
        var asked = context.Request;
        using var body = new MemoryStream();
        await asked.Body.CopyToAsync(body);
        // The path as it was sent: decoding it would change what a key is.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        _calls.Enqueue(RecordedCall.From(
            asked.Method, target.Split('?')[0], asked.QueryString.Value ?? "", asked.Headers["X-Amz-Target"].FirstOrDefault(), asked.Headers.IfNoneMatch.FirstOrDefault(), body.ToArray()));

        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), target) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in asked.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray())) { request.Content.Headers.TryAddWithoutValidation(name, values.ToArray()); }
        }
        using var answer = await _http.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
