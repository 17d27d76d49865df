using System.Net;
using BiPipeline.Toolkit.LocalAthena.Results;
using BiPipeline.Toolkit.LocalAthena.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// Athena on 127.0.0.1 for each AWS SDK with its own endpoint: Athena's JSON protocol, the Glue operations over the same catalog, and S3 in
/// path style for results (<c>docs/local-athena.md</c> lists the operations). It does not check signatures, so it listens on this machine
/// only and refuses browsers.
/// </summary>
public sealed class LocalAthenaServer : IAsyncDisposable
{
    // A statement of 262,144 bytes in JSON escapes, and the JSON around it.
    const long MaxRequestBytes = 2 * 1024 * 1024;

    readonly WebApplication _application;
    readonly LocalAthenaClient _client;

    LocalAthenaServer(WebApplication application, LocalAthenaClient client, Uri endpoint) =>
        (_application, _client, Endpoint) = (application, client, endpoint);

    /// <summary>The server's address, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a server with an engine. The caller disposes the engine.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LocalAthenaServer> StartAsync(LocalAthenaEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var client = new LocalAthenaClient(engine, new ResultWriter(engine.Results));
        // Empty, so that no settings file, environment variable or logger decides the address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, engine.Options.Port);
        });
        var application = builder.Build();
        try
        {
            application.Run(new LocalEndpoint(client, engine.Results).AnswerAsync);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new(application, client, new Uri(address));
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the server, then the queries.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
    }
}
