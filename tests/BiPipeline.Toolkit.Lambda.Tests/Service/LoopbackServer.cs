using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BiPipeline.Toolkit.Lambda.Tests.Service;

/// <summary>An HTTP server on a free port of 127.0.0.1.</summary>
sealed class LoopbackServer : IAsyncDisposable
{
    readonly WebApplication _application;

    LoopbackServer(WebApplication application) =>
        (_application, Endpoint) = (application, new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));

    internal Uri Endpoint { get; }

    internal static async Task<LoopbackServer> StartAsync(RequestDelegate answer)
    {
        // Empty, so that no settings file, environment variable or logger decides the address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new LoopbackServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
